namespace Amazon.StepFunctions.Model;

public partial class RedriveExecutionRequest : AmazonStepFunctionsRequest
{
    public string ExecutionArn { get; set; }
}
