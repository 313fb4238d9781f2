using Amazon.Lambda.Core;
using Pipeline.Aws.Hosting;
using Pipeline.Aws.Wire;

[assembly: LambdaSerializer(typeof(PipelineSerializer))]

namespace Pipeline.Jobs;

/// <summary>The API of jobs, behind API Gateway: starts executions, and tells of them from their manifests.</summary>
public sealed class JobsFunction(Lazy<ApiComposition> composition)
{
    public JobsFunction()
        : this(ApiComposition.OfProcess)
    {
    }

    public Task<HttpOutput> HandleAsync(HttpInput input, ILambdaContext context) => new ApiDuty(composition.Value, context).RunAsync(input);
}
