using System.Text;
using System.Text.Json;

namespace Pipeline.Core.Reading.Json;

/// <summary>
/// The requested JSON paths, as a tree of property names. A path consists of property names joined by dots, and a name
/// may contain dots itself: <c>a.b</c> matches both <c>{"a":{"b":1}}</c> and <c>{"a.b":1}</c>.
/// </summary>
internal sealed class JsonPathTree
{
    private const int MaxSegmentsJoined = 6;

    private readonly List<(byte[] Name, JsonPathTree Child)> _children = [];

    private JsonPathTree() => Keys = new JsonKeys(this);

    /// <summary>Index of the requested column at this node, or -1 if only deeper paths are requested.</summary>
    public int Column { get; private set; } = -1;

    public bool HasChildren => _children.Count > 0;

    /// <summary>The keys seen in objects at this node.</summary>
    public JsonKeys Keys { get; }

    /// <summary>Whether one requested value can contain another.</summary>
    public bool Overlaps => HasChildren && (Column >= 0 || _children.Exists(child => child.Child.Overlaps));

    public static JsonPathTree Of(IReadOnlyList<string> paths)
    {
        var root = new JsonPathTree();
        for (var column = 0; column < paths.Count; column++)
            root.Add(paths[column].Split('.'), column);
        return root;
    }

    public JsonPathTree? Child(ref Utf8JsonReader property)
    {
        foreach (var (name, child) in _children)
        {
            if (property.ValueTextEquals(name)) return child;
        }
        return null;
    }

    /// <param name="name">The property name, without escapes.</param>
    public JsonPathTree? Child(ReadOnlySpan<byte> name)
    {
        foreach (var (known, child) in _children)
        {
            if (name.SequenceEqual(known)) return child;
        }
        return null;
    }

    /// <summary>Adds every way to split the path into property names.</summary>
    private void Add(ReadOnlySpan<string> segments, int column)
    {
        if (segments.IsEmpty)
        {
            Column = column;
            return;
        }
        // The number of ways doubles with each segment. So long paths match only fully nested or as one dotted name.
        for (var count = 1; count <= segments.Length; count++)
        {
            if (count == 1 || count == segments.Length || segments.Length <= MaxSegmentsJoined)
                Named(string.Join('.', segments[..count]!)).Add(segments[count..], column);
        }
    }

    private JsonPathTree Named(string name)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        var child = _children.Find(child => child.Name.AsSpan().SequenceEqual(utf8)).Child;
        if (child is null)
            _children.Add((utf8, child = new JsonPathTree()));
        return child;
    }
}
