using System.IO.Hashing;
using Microsoft.ML.OnnxRuntime;
using Pipeline.Core.Datasets;

namespace Pipeline.Operations.Models;

/// <summary>A model loaded in memory. Thread-safe: each run uses only the calling thread.</summary>
internal sealed class LoadedModel : IDisposable
{
    private LoadedModel(InferenceSession session, string hash)
    {
        Session = session;
        Hash = hash;
    }

    public InferenceSession Session { get; }

    /// <summary>The XxHash128 of the file and of the files with its external data.</summary>
    public string Hash { get; }

    /// <exception cref="ModelFailedException">ONNX Runtime cannot load the model.</exception>
    /// <exception cref="ModelChangedException">A file changed while it was loaded.</exception>
    /// <exception cref="DatasetUnavailableException">A file cannot be read.</exception>
    public static LoadedModel Load(ModelFile file)
    {
        var before = Look(file);
        var model = new LoadedModel(Open(file.Path, file.FullPath), HashOf(file));
        if (Look(file) == before) return model;
        model.Dispose();
        throw ModelChangedException.WhileRead(file.Path);
    }

    /// <summary>
    /// Returns the total size and the latest modification time of the model's files, to detect changes.
    /// </summary>
    public static (long Length, DateTime Modified) Look(ModelFile file)
    {
        var files = Files(file).Select(path => new FileInfo(path)).ToList();
        return files.Find(one => !one.Exists) is { } missing
            ? throw new DatasetUnavailableException(
                $"The model {file.Path} cannot be read: {missing.FullName} no longer exists. Put it back, and run the "
                    + "job again."
            )
            : (files.Sum(one => one.Length), files.Max(one => one.LastWriteTimeUtc));
    }

    public void Dispose() => Session.Dispose();

    private static IEnumerable<string> Files(ModelFile file) => file.DataPaths.Prepend(file.FullPath);

    private static string HashOf(ModelFile file)
    {
        var hash = new XxHash128();
        try
        {
            foreach (var path in Files(file))
            {
                using var stream = new FileStream(
                    path,
                    FileMode.Open,
                    FileAccess.Read,
                    FileShare.ReadWrite | FileShare.Delete,
                    bufferSize: 0);
                hash.Append(stream);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetUnavailableException($"The model {file.Path} cannot be read: {error.Message}", error);
        }
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private static InferenceSession Open(string shown, string path)
    {
        try
        {
            // Blocks run in parallel, so each run uses one thread. That also makes the order of additions
            // deterministic.
            using var options = new SessionOptions
            {
                IntraOpNumThreads = 1,
                InterOpNumThreads = 1,
                ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
                EnableCpuMemArena = false,
                EnableMemoryPattern = false,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            if (new FileInfo(path).Length < OnnxWithoutData.MinBytes)
                return new InferenceSession(path, options);
            options.AddSessionConfigEntry(
                "session.model_external_initializers_file_folder_path",
                Path.GetDirectoryName(path)!);
            return new InferenceSession(OnnxWithoutData.Read(path), options);
        }
        catch (Exception error) when (error is DllNotFoundException or TypeInitializationException)
        {
            throw new ModelFailedException(
                shown,
                "ONNX Runtime is not available for this system or processor. Evaluate on Linux, Windows, or a Mac with "
                    + "an ARM processor.",
                error);
        }
        catch (Exception error) when (error is OnnxRuntimeException or InvalidDataException or EndOfStreamException)
        {
            throw new ModelFailedException(shown, $"ONNX Runtime cannot load it: {error.Message}", error);
        }
    }
}
