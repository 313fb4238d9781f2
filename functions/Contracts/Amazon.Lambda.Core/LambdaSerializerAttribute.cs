namespace Amazon.Lambda.Core;

/// <summary>Selects the serializer of a handler, or of all handlers in an assembly.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Assembly)]
public sealed class LambdaSerializerAttribute(Type serializerType) : Attribute
{
    public Type SerializerType { get; set; } = serializerType;
}
