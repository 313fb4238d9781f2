using System.Reflection;
using Amazon.Lambda.Core;
using Amazon.Lambda.TestUtilities;

namespace Pipeline.Functions.Tests.Handlers;

/// <summary>
/// The contracts declare only members that Amazon's packages have (Amazon.Lambda.Core 3.2.0,
/// Amazon.Lambda.TestUtilities 4.2.0, AWSSDK.StepFunctions 4.0.2.9), so code compiled against them runs with the
/// packages.
/// </summary>
public sealed class ContractsTests
{
    private static readonly string[] ContextMembers =
    [
        "Amazon.Lambda.Core.IClientContext get_ClientContext()", "Amazon.Lambda.Core.ICognitoIdentity get_Identity()",
        "Amazon.Lambda.Core.ILambdaLogger get_Logger()", "Amazon.Lambda.Core.ILambdaSerializer get_Serializer()",
        "Int32 get_MemoryLimitInMB()", "System.String get_AwsRequestId()", "System.String get_FunctionName()",
        "System.String get_FunctionVersion()", "System.String get_InvokedFunctionArn()",
        "System.String get_LogGroupName()",
        "System.String get_LogStreamName()", "System.String get_TenantId()", "System.String get_TraceId()",
        "System.TimeSpan get_RemainingTime()",
    ];

    private static readonly string[] ContextSetters =
    [
        "Void set_AwsRequestId(System.String)", "Void set_ClientContext(Amazon.Lambda.Core.IClientContext)",
        "Void set_FunctionName(System.String)", "Void set_FunctionVersion(System.String)",
        "Void set_Identity(Amazon.Lambda.Core.ICognitoIdentity)", "Void set_InvokedFunctionArn(System.String)",
        "Void set_Logger(Amazon.Lambda.Core.ILambdaLogger)", "Void set_LogGroupName(System.String)",
        "Void set_LogStreamName(System.String)", "Void set_MemoryLimitInMB(Int32)",
        "Void set_RemainingTime(System.TimeSpan)",
        "Void set_Serializer(Amazon.Lambda.Core.ILambdaSerializer)", "Void set_TenantId(System.String)",
        "Void set_TraceId(System.String)",
    ];

    public static TheoryData<Type, string, string[]> Types { get; } = new()
    {
        { typeof(ILambdaContext), "Amazon.Lambda.Core", ContextMembers },
        {
            typeof(ILambdaSerializer), "Amazon.Lambda.Core",
            ["T Deserialize[T](System.IO.Stream)", "Void Serialize[T](T, System.IO.Stream)"]
        },
        {
            typeof(LambdaSerializerAttribute), "Amazon.Lambda.Core",
            ["System.Type get_SerializerType()", "Void set_SerializerType(System.Type)", "Void .ctor(System.Type)"]
        },
        {
            typeof(TestLambdaContext), "Amazon.Lambda.TestUtilities",
            [.. ContextMembers, .. ContextSetters, "Void .ctor()"]
        },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Declares_only_members_of_Amazons_packages(Type type, string assembly, string[] amazon)
    {
        Assert.Equal(assembly, type.Assembly.GetName().Name);
        Assert.Equal(assembly, type.Namespace);
        const BindingFlags Declared =
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var members = type.GetMembers(Declared).OfType<MethodBase>().Select(method => method.ToString()!);
        Assert.Subset(amazon.ToHashSet(), members.ToHashSet());
    }

    [Fact]
    public void Serializer_attribute_applies_once_to_an_assembly_or_a_method()
    {
        var usage = typeof(LambdaSerializerAttribute).GetCustomAttribute<AttributeUsageAttribute>()!;
        Assert.Equal(
            (AttributeTargets.Method | AttributeTargets.Assembly, false), (usage.ValidOn, usage.AllowMultiple));
    }
}
