using System.Text;
using System.Text.Json;

namespace Pipeline.Core.Reading.Json;

/// <summary>
/// The JSON paths asked for, as a tree of property names. A path is property names joined by dots, whatever dots the
/// names themselves hold: <c>a.b</c> is found in <c>{"a":{"b":1}}</c> and in <c>{"a.b":1}</c>.
/// </summary>
internal sealed class JsonPathTree
{
    private const int MaxSegmentsJoined = 6;

    private readonly List<(byte[] Name, JsonPathTree Child)> _children = [];

    private JsonPathTree() => Keys = new JsonKeys(this);

    /// <summary>Index of the column asked for here, or -1 where only deeper paths are.</summary>
    public int Column { get; private set; } = -1;

    public bool HasChildren => _children.Count > 0;

    /// <summary>The keys met in objects at this place of the tree.</summary>
    public JsonKeys Keys { get; }

    /// <summary>Whether a value asked for can lie inside another one.</summary>
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

    /// <param name="name">Without escapes.</param>
    public JsonPathTree? Child(ReadOnlySpan<byte> name)
    {
        foreach (var (known, child) in _children)
        {
            if (name.SequenceEqual(known)) return child;
        }
        return null;
    }

    /// <summary>Adds every way in which property names, joined by dots, can make the path.</summary>
    private void Add(ReadOnlySpan<string> segments, int column)
    {
        if (segments.IsEmpty)
        {
            Column = column;
            return;
        }
        // Beyond some segments only the plain way and the one name that holds all dots: the ways double with each.
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
