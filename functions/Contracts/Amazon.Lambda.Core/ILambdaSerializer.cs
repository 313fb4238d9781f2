namespace Amazon.Lambda.Core;

/// <summary>
/// Converts between the bytes of an event or response and its type. The runtime calls the parameterless constructor.
/// </summary>
public interface ILambdaSerializer
{
    T Deserialize<T>(Stream requestStream);

    void Serialize<T>(T response, Stream responseStream);
}
