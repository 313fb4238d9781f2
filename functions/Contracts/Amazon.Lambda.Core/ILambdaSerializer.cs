namespace Amazon.Lambda.Core;

/// <summary>Between the bytes of an event or answer and its type. The runtime makes one by the constructor without parameters.</summary>
public interface ILambdaSerializer
{
    T Deserialize<T>(Stream requestStream);

    void Serialize<T>(T response, Stream responseStream);
}
