using System.IO.Hashing;
using Microsoft.ML.OnnxRuntime;

namespace Pipeline.Core.Operations.Models;

/// <summary>A model in memory. Any number of threads may run it at once, each on its own core.</summary>
internal sealed class LoadedModel : IDisposable
{
    private LoadedModel(InferenceSession session, string hash)
    {
        Session = session;
        Hash = hash;
    }

    public InferenceSession Session { get; }

    /// <summary>XxHash128 of the file.</summary>
    public string Hash { get; }

    /// <exception cref="ModelFailedException">ONNX Runtime does not take it.</exception>
    /// <exception cref="ModelChangedException">It was written to meanwhile.</exception>
    public static LoadedModel Load(string shown, string path)
    {
        var before = Look(path);
        var hash = new XxHash128();
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0))
            hash.Append(file);
        var model = new LoadedModel(Open(shown, path), Convert.ToHexStringLower(hash.GetCurrentHash()));
        if (Look(path) == before) return model;
        model.Dispose();
        throw ModelChangedException.WhileRead(shown);
    }

    /// <summary>What tells that a file was written to, without reading it.</summary>
    public static (long Length, DateTime Modified) Look(string path)
    {
        var file = new FileInfo(path);
        return (file.Length, file.LastWriteTimeUtc);
    }

    public void Dispose() => Session.Dispose();

    private static InferenceSession Open(string shown, string path)
    {
        // Blocks run side by side, so a run has one thread: its own. That also fixes the order in which it adds.
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            EnableCpuMemArena = false,
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        try
        {
            if (Look(path).Length < OnnxWithoutData.LeastBytes)
                return new InferenceSession(path, options);
            options.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", Path.GetDirectoryName(path)!);
            return new InferenceSession(OnnxWithoutData.Read(path), options);
        }
        catch (Exception error) when (error is OnnxRuntimeException or InvalidDataException or EndOfStreamException)
        {
            throw new ModelFailedException(shown, $"ONNX Runtime does not take it: {error.Message}", error);
        }
    }
}
