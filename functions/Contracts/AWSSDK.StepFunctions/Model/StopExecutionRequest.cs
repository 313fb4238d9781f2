namespace Amazon.StepFunctions.Model;

public partial class StopExecutionRequest : AmazonStepFunctionsRequest
{
    public string Cause { get; set; }

    public string Error { get; set; }

    public string ExecutionArn { get; set; }
}
