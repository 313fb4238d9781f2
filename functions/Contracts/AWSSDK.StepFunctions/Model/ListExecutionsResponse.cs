using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public partial class ListExecutionsResponse : AmazonWebServiceResponse
{
    public List<ExecutionListItem> Executions { get; set; }

    public string NextToken { get; set; }
}
