using Amazon.Lambda.Core;
using Pipeline.Aws.Hosting;
using Pipeline.Aws.Wire;

[assembly: LambdaSerializer(typeof(PipelineSerializer))]

namespace Pipeline.Api;

/// <summary>The jobs API behind API Gateway: starts executions and reports on them from their manifests.</summary>
public sealed class JobsFunction(Lazy<ApiServices> services)
{
    public JobsFunction()
        : this(ApiServices.Shared)
    {
    }

    public Task<HttpOutput> HandleAsync(HttpInput input, ILambdaContext context) =>
        new ApiInvocation(services.Value, context).RunAsync(input);
}
