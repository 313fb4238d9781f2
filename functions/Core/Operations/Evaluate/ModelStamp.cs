using System.Text;
using Pipeline.Core.Operations.Models;
using Pipeline.Core.Operations.Query.Aggregation;
using Pipeline.Core.Operations.Sketches;

namespace Pipeline.Core.Operations.Evaluate;

/// <summary>Which model a partial was made with: its path and hash, which are the same in all partials of a job.</summary>
internal sealed class ModelStamp : IMergeable
{
    /// <summary>Empty until one was merged.</summary>
    public string Path { get; private set; } = "";

    public string Hash { get; private set; } = "";

    public static ModelStamp Of(string path, string hash) => new() { Path = path, Hash = hash };

    /// <exception cref="ModelChangedException">The other partial was made with another model.</exception>
    public void Merge(ref StateReader source)
    {
        var (path, hash) = (Encoding.UTF8.GetString(source.ReadBytes()), Encoding.UTF8.GetString(source.ReadBytes()));
        if (Path.Length > 0 && (path, hash) != (Path, Hash))
            throw ModelChangedException.Of($"{Path} ({Hash})", $"{path} ({hash})");
        (Path, Hash) = (path, hash);
    }

    public void Write(StateWriter target)
    {
        target.WriteBytes(Encoding.UTF8.GetBytes(Path));
        target.WriteBytes(Encoding.UTF8.GetBytes(Hash));
    }
}
