using Pipeline.Core.Errors;
using Pipeline.Core.Formats;
using Pipeline.Core.Requests;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Settings;

/// <summary>
/// Maps columns to the model's inputs. An input gets the columns that the request names, or else the column of the same
/// name. A model with a single numeric input and no such column gets all numeric columns in file order.
/// </summary>
internal sealed class InputMapping(
    RecordFormat format,
    ModelFile model,
    Column label,
    Column? groupBy,
    JsonFieldReader fields)
{
    private readonly IReadOnlyList<OnnxValue> _inputs = model.Signature.Inputs;

    /// <param name="named">The requested columns, by input.</param>
    /// <param name="columns">The label and the columns of the inputs, without duplicates.</param>
    public IReadOnlyList<ModelInput> Map(
        IReadOnlyDictionary<string, IReadOnlyList<string>> named,
        out List<Column> columns)
    {
        columns = [label];
        var mapped = new List<ModelInput>();
        foreach (var unknown in named.Keys.Where(name => _inputs.All(input => input.Name != name)))
            fields.Reject(
                $"inputs.{unknown}",
                $"The model has no input \"{unknown}\". "
                    + $"{DidYouMean.Advice(unknown, [.. _inputs.Select(input => input.Name)])}");
        foreach (var input in _inputs)
        {
            var found = named.TryGetValue(input.Name, out var names) ? Named(input, names) : Default(input);
            if (found is null || !Fits(input, found)) continue;
            foreach (var column in found.Where(column => column != label).Except(columns).ToList())
                columns.Add(column);
            var places = columns;
            mapped.Add(new ModelInput(input, [.. found.Select(column => places.IndexOf(column))]));
        }
        return mapped;
    }

    /// <summary>Finds a column by name. Adds an error if it does not exist.</summary>
    /// <returns>Null if the column does not exist.</returns>
    public static Column? FindColumn(RecordFormat format, JsonFieldReader fields, string field, string name)
    {
        if (format.Columns.FirstOrDefault(column => column.Name == name) is { } found)
            return found;
        fields.Reject(
            field,
            $"There is no column \"{name}\" in the dataset. "
                + $"{DidYouMean.Advice(name, [.. format.Columns.Select(column => column.Name)])}");
        return null;
    }

    private List<Column>? Named(OnnxValue input, IReadOnlyList<string> names)
    {
        var columns = names
            .Select(name => FindColumn(format, fields, $"inputs.{input.Name}", name))
            .OfType<Column>()
            .ToList();
        return columns.Count == names.Count ? columns : null;
    }

    private List<Column>? Default(OnnxValue input)
    {
        if (format.Columns.FirstOrDefault(column => column.Name == input.Name) is { } same)
        {
            if (same != label)
                return [same];
            fields.Reject(
                $"inputs.{input.Name}",
                $"The model has an input \"{input.Name}\", which is the label: it would see what it should predict. "
                    + "Name the column that is meant.");
            return null;
        }
        var numeric = format
            .Columns.Where(column => column.Kind == ColumnKind.Number && column != label && column != groupBy)
            .ToList();
        if (_inputs.Count == 1 && input.Element != OnnxGraph.Text && numeric.Count > 0)
            return numeric;
        fields.Reject(
            "inputs",
            $"{model.Path} wants {string.Join(", ", _inputs)}, and there is no column for {input}. The dataset has "
                + $"{Columns(format.Columns)}. Name the columns here: {{ \"{input.Name}\": \"a column\" }}, or an "
                + "array of columns.");
        return null;
    }

    private bool Fits(OnnxValue input, List<Column> columns)
    {
        var field = $"inputs.{input.Name}";
        var isKnown =
            input.Form == OnnxForm.Tensor
            && input.Element
                is OnnxValue.Float
                    or OnnxGraph.Double
                    or OnnxGraph.Int64
                    or OnnxValue.Int32
                    or OnnxValue.Boolean
                    or OnnxGraph.Text;
        if (!isKnown || input.Shape?.Count == 0)
        {
            fields.Reject(
                "model",
                $"Its input {input} cannot be filled from records: expected tensors of float, double, int64, int32, "
                    + "boolean or text with the records as their first dimension.");
            return false;
        }
        var sizes = input.Shape?.Skip(1).ToList() ?? [null];
        var known = sizes.Aggregate(1L, (product, size) => product * (size ?? 1));
        if (input.Width is { } width
                ? width != columns.Count
                : sizes.Count(size => size is null) > 1 || columns.Count % known != 0)
        {
            fields.Reject(
                field,
                $"The model wants {input}{(input.Width is null ? "" : $", {input.Width} values for each record")}; "
                    + $"found {columns.Count}: {Columns(columns)}. Name as many columns as it wants, in its order.");
            return false;
        }
        if (input.Element == OnnxGraph.Text) return true;
        foreach (var text in columns.Where(column => column.Kind == ColumnKind.Text))
        {
            fields.Reject(
                field,
                $"The model wants numbers for {input}; column \"{text.Name}\" is text. If it holds numbers, say so in "
                    + $"\"format.types\": {{\"{text.Name}\": \"number\"}}; otherwise name another column.");
            return false;
        }
        return true;
    }

    private static string Columns(IEnumerable<Column> columns) =>
        string.Join(", ", columns.Take(50).Select(column => $"\"{column.Name}\" ({EnumNames.Of(column.Kind)})"));
}
