using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;

namespace Pipeline.Operations.Models;

/// <summary>An ONNX model under the data root.</summary>
/// <param name="Path">The path from the data root, with <c>/</c>. The version replaces <c>latest</c>.</param>
/// <param name="FullPath">The full path, with symbolic links resolved.</param>
/// <param name="DataPaths">The full paths of the files with the model's external data.</param>
internal sealed record ModelFile(string Path, string FullPath, OnnxSignature Signature, IReadOnlyList<string> DataPaths)
{
    private const string Latest = "latest";

    /// <param name="path">The path of a file, <c>models/&lt;name&gt;/latest</c>, or the folder of a version.</param>
    /// <exception cref="InvalidRequestException">The model does not exist or is not ONNX.</exception>
    public static ModelFile Find(DataRoot root, string path, string field)
    {
        var segments = DataRoot.Segments(path, field);
        var shown = string.Join('/', segments);
        if (segments is [DataRoot.ModelsFolder, var model, Latest] && ModelFolder.IsName(model))
        {
            var folder = new ModelFolder(root, model);
            shown = folder.RelativePath(
                folder.Latest()
                    ?? throw new InvalidRequestException(
                        field,
                        $"Model \"{model}\" has no latest version. Train it first, or name a version or a file."),
                ModelFolder.OnnxName);
        }
        else if (segments is [DataRoot.ModelsFolder, var of, var version]
            && Directory.Exists(root.Resolve(shown, field))
            && ModelFolder.IsName(of))
        {
            shown = $"{DataRoot.ModelsFolder}/{of}/{version}/{ModelFolder.OnnxName}";
        }
        var full = root.Resolve(shown, field);
        if (Directory.Exists(full))
            throw new InvalidRequestException(field, $"\"{shown}\" is a folder. Name the model's file in it.");
        if (!File.Exists(full))
            throw new InvalidRequestException(
                field,
                $"There is no model \"{shown}\" under the data root {root.FullPath}.{Beside(full)} Correct the path, "
                    + "or put the file there.");
        if (FileKind.Special(full) is { } special)
            throw new InvalidRequestException(
                field,
                $"\"{shown}\" is {special}, not a regular file. Put the model itself there.");
        try
        {
            var signature = OnnxSignature.Read(full);
            return new ModelFile(
                shown,
                full,
                signature,
                [.. signature.DataFiles.Select(name => DataPath(root, shown, name, field))]);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidRequestException(
                field,
                $"\"{shown}\" is not an ONNX model: found {error.Message}. Name a file that was saved as ONNX.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetUnavailableException($"The model {shown} cannot be read: {error.Message}", error);
        }
    }

    private static string DataPath(DataRoot root, string model, string name, string field)
    {
        var shown = string.Join('/', DataRoot.Segments(model[..(model.LastIndexOf('/') + 1)] + name, field));
        var full = root.Resolve(shown, field);
        if (File.Exists(full) && FileKind.Special(full) is null)
            return full;
        throw new InvalidRequestException(
            field,
            $"\"{model}\" stores constants in \"{shown}\", which does not exist. Put that file there too.");
    }

    private static string Beside(string full)
    {
        var folder = System.IO.Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder)) return "";
        var name = System.IO.Path.GetFileName(full);
        return
            DidYouMean.To(
                name,
                Directory
                    .EnumerateFileSystemEntries(folder)
                    .Take(1_000)
                    .Select(System.IO.Path.GetFileName)
                    .OfType<string>())
                is { } nearest
            ? $" Did you mean \"{nearest}\"?"
            : "";
    }
}
