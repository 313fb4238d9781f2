using System.Globalization;

namespace Pipeline.Operations.Models;

/// <summary>
/// Rewrites a large model so that its large constants are external data. ONNX Runtime maps external data into memory
/// instead of reading it twice. The external file is the original model file.
/// </summary>
internal static class OnnxWithoutData
{
    /// <summary>Smaller models are loaded unchanged.</summary>
    public const long MinBytes = 32 * 1024 * 1024;

    /// <summary>Smaller constants stay in the model.</summary>
    private const long MinConstantBytes = 64 * 1024;

    private const int Graph = 7;
    private const int Initializer = 5;
    private const int RawData = 9;
    private const int ExternalData = 13;
    private const int DataLocation = 14;
    private const int External = 1;

    /// <summary>
    /// Returns the rewritten model. Load it with the file's folder as the folder of the external data.
    /// </summary>
    public static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var reader = new ProtobufReader(file);
        var name = Path.GetFileName(path);
        var model = new ProtobufWriter();
        foreach (var field in reader.Fields(new ProtobufField(0, 0, 0, file.Length)))
        {
            if (field.Field == Graph)
                model.Message(Graph, OfGraph(reader, field, name));
            else
                model.Copy(reader.Copy(field));
        }
        return model.Written.ToArray();
    }

    private static ProtobufWriter OfGraph(ProtobufReader reader, ProtobufField graph, string name)
    {
        var written = new ProtobufWriter();
        foreach (var field in reader.Fields(graph))
        {
            if (field.Field == Initializer && field.Length >= MinConstantBytes)
                written.Message(Initializer, OfConstant(reader, field, name));
            else
                written.Copy(reader.Copy(field));
        }
        return written;
    }

    private static ProtobufWriter OfConstant(ProtobufReader reader, ProtobufField constant, string name)
    {
        var written = new ProtobufWriter();
        foreach (var field in reader.Fields(constant))
        {
            if (field.Field != RawData || field.Length < MinConstantBytes)
            {
                written.Copy(reader.Copy(field));
                continue;
            }
            Put("location", name);
            Put("offset", field.Start.ToString(CultureInfo.InvariantCulture));
            Put("length", field.Length.ToString(CultureInfo.InvariantCulture));
            written.Number(DataLocation, External);
        }
        return written;

        void Put(string key, string value) =>
            written.Message(ExternalData, new ProtobufWriter().Text(1, key).Text(2, value));
    }
}
