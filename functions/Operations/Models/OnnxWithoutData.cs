using System.Globalization;

namespace Pipeline.Operations.Models;

/// <summary>
/// A large model as one whose large constants lie in another file, which ONNX Runtime maps into memory rather than
/// reading it twice. That other file is the model's own: its constants are bytes in there, one after another.
/// </summary>
internal static class OnnxWithoutData
{
    /// <summary>Smaller models are loaded as they are.</summary>
    public const long MinBytes = 32 * 1024 * 1024;

    /// <summary>Smaller constants stay where they are.</summary>
    private const long MinConstantBytes = 64 * 1024;

    private const int Graph = 7;
    private const int Initializer = 5;
    private const int RawData = 9;
    private const int ExternalData = 13;
    private const int DataLocation = 14;
    private const int External = 1;

    /// <summary>The model to be loaded with the file's folder as that of its data.</summary>
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

        void Put(string key, string value) => written.Message(ExternalData, new ProtobufWriter().Text(1, key).Text(2, value));
    }
}
