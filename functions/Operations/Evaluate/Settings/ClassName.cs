using System.Text;
using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Core.Texts;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Settings;

/// <summary>
/// Class names in canonical form, so that labels and model classes compare equal: 1.0 is 1, TRUE is true.
/// </summary>
internal static class ClassName
{
    /// <param name="value">The parsed text, if the label is a number or a boolean.</param>
    public static ReadOnlySpan<byte> Of(
        ColumnKind kind,
        ReadOnlySpan<byte> text,
        ExactValue value,
        Span<byte> scratch) =>
        kind switch
        {
            ColumnKind.Text => text,
            ColumnKind.Boolean => value.Units == 0 ? "false"u8 : "true"u8,
            _ => value.Format(scratch),
        };

    /// <summary>Returns all classes in canonical form.</summary>
    public static TextInterner All(ColumnKind label, IReadOnlyList<string> names)
    {
        var classes = new TextInterner();
        Span<byte> scratch = stackalloc byte[DecimalText.MaxLength];
        foreach (var name in names)
        {
            var bytes = Encoding.UTF8.GetBytes(name);
            classes.Add(label switch
            {
                ColumnKind.Number when ExactValue.TryParse(bytes, out var value) => value.Format(scratch),
                ColumnKind.Boolean when name is "0" or "1" => name == "0" ? "false"u8 : "true"u8,
                ColumnKind.Boolean => Encoding.UTF8.GetBytes(name.ToLowerInvariant()),
                _ => bytes,
            });
        }
        return classes;
    }
}
