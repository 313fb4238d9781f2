namespace Amazon.StepFunctions.Model;

public partial class DescribeExecutionRequest : AmazonStepFunctionsRequest
{
    public string ExecutionArn { get; set; }
}
