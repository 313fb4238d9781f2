using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public partial class DescribeExecutionResponse : AmazonWebServiceResponse
{
    public string Cause { get; set; }

    public string Error { get; set; }

    public string Input { get; set; }

    public string Name { get; set; }

    public int? RedriveCount { get; set; }

    public DateTime? RedriveDate { get; set; }

    public DateTime? StartDate { get; set; }

    public ExecutionStatus Status { get; set; }

    public DateTime? StopDate { get; set; }
}
