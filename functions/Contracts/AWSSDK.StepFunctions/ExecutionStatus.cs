using Amazon.Runtime;

namespace Amazon.StepFunctions;

public class ExecutionStatus : ConstantClass
{
    public ExecutionStatus(string value)
        : base(value)
    {
    }
}
