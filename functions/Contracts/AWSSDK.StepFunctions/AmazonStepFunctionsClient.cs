using Amazon.Runtime;
using Amazon.StepFunctions.Model;

namespace Amazon.StepFunctions;

/// <summary>Declares the client. The implementation is in Amazon's package only, so every call throws.</summary>
public class AmazonStepFunctionsClient : IAmazonStepFunctions
{
    public AmazonStepFunctionsClient()
    {
    }

    public AmazonStepFunctionsClient(AWSCredentials credentials, RegionEndpoint region)
    {
    }

    IClientConfig IAmazonService.Config => throw Missing();

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => throw Missing();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(
        AWSCredentials awsCredentials, ClientConfig clientConfig) => throw Missing();

    public virtual Task<DescribeExecutionResponse> DescribeExecutionAsync(
        DescribeExecutionRequest request, CancellationToken cancellationToken = default) => throw Missing();

    public virtual Task<ListExecutionsResponse> ListExecutionsAsync(
        ListExecutionsRequest request, CancellationToken cancellationToken = default) => throw Missing();

    public virtual Task<RedriveExecutionResponse> RedriveExecutionAsync(
        RedriveExecutionRequest request, CancellationToken cancellationToken = default) => throw Missing();

    public virtual Task<StartExecutionResponse> StartExecutionAsync(
        StartExecutionRequest request, CancellationToken cancellationToken = default) => throw Missing();

    public virtual Task<StopExecutionResponse> StopExecutionAsync(
        StopExecutionRequest request, CancellationToken cancellationToken = default) => throw Missing();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    private static NotSupportedException Missing() =>
        new("Step Functions cannot be called: this build does not contain Amazon's AWSSDK.StepFunctions.dll. "
            + "Build with AmazonPackages=true.");
}
