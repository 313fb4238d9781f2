using Pipeline.Core.Numbers;
using Pipeline.Operations.Train.Features;
using Pipeline.Operations.Train.Sums;

namespace Pipeline.Operations.Train.Linear;

/// <summary>
/// The columns of a linear model as exact linear combinations of the summed numbers and texts. For example, a number
/// with missing values replaced by the mean is <c>(count × number + sum × missing) / count</c>. So every product of two
/// columns is exact, and rounded only on conversion to a double.
/// </summary>
internal sealed class LinearColumns
{
    private const int ConstantColumn = 0;
    private const int LabelColumn = 1;

    private readonly SplitSums _sums;
    private readonly List<Column> _columns = [];

    public LinearColumns(SplitSums sums, IReadOnlyList<FeatureCode> codes)
    {
        _sums = sums;
        var number = LabelColumn;
        for (var feature = 0; feature < codes.Count; feature++)
        {
            if (codes[feature].Feature.IsText)
                AddTexts(feature, codes[feature]);
            else
                _columns.Add(NumberColumn(sums, feature, ++number));
        }
    }

    public int Count => _columns.Count;

    public Number Records => _sums.Records;

    /// <summary>Whether the column is one-hot encoded. Such columns are not standardized.</summary>
    public bool IsText(int column) => _columns[column].IsText;

    public double Mean(int column)
    {
        var (sum, divisor) = Sum(_columns[column]);
        return ExactDivision.ToDouble(sum, divisor * Records);
    }

    public double LabelMean => ExactDivision.ToDouble(_sums.Product(ConstantColumn, LabelColumn), Records);

    /// <summary>Returns the sum of the products of two centered columns.</summary>
    public double Centered(int left, int right) => Centered(_columns[left], _columns[right]);

    /// <summary>Returns the sum of the products of a centered column and the centered label.</summary>
    public double CenteredLabel(int column) => Centered(_columns[column], Basis(LabelColumn));

    /// <summary>Returns the mean of the values that are not missing; 0 if all are missing.</summary>
    public static double MeanOf(SplitSums sums, int feature, int number)
    {
        var present = PresentOf(sums, feature);
        return present.IsZero ? 0 : ExactDivision.ToDouble(sums.Product(ConstantColumn, number), present);
    }

    private static Number PresentOf(SplitSums sums, int feature) =>
        sums.Texts[feature].Count == 0 ? sums.Records : sums.Records - sums.Texts[feature][0].Sums[ConstantColumn];

    private static Column NumberColumn(SplitSums sums, int feature, int number)
    {
        var present = PresentOf(sums, feature);
        if (sums.Texts[feature].Count == 0 || present.IsZero) return Basis(number);
        return new Column(
            [new Term(number, -1, -1, present), new Term(-1, feature, 0, sums.Product(ConstantColumn, number))],
            present,
            IsText: false);
    }

    private static Column Basis(int number) =>
        new([new Term(number, -1, -1, new Number(1, 0))], new Number(1, 0), IsText: false);

    private void AddTexts(int feature, FeatureCode code)
    {
        var one = new Number(1, 0);
        var known = code.Texts.Select(text => new Term(-1, feature, _sums.Find(feature, text), one)).ToList();
        foreach (var term in known.Skip(1))
            _columns.Add(new Column([term], one, IsText: true));
        // Every record has exactly one text, so the column of the others is 1 minus the known ones.
        if (code.HasOthers)
            _columns.Add(
                new Column(
                    [new Term(ConstantColumn, -1, -1, one), .. known.Select(term => term with { Factor = -one })],
                    one,
                    IsText: true));
    }

    private double Centered(Column left, Column right)
    {
        var (leftSum, leftDivisor) = Sum(left);
        var (rightSum, rightDivisor) = Sum(right);
        var product = new Number();
        foreach (var a in left.Terms)
        {
            foreach (var b in right.Terms)
                product += a.Factor * b.Factor * Product(a, b);
        }
        return ExactDivision.ToDouble(product * Records - leftSum * rightSum, leftDivisor * rightDivisor * Records);
    }

    private (Number Sum, Number Divisor) Sum(Column column)
    {
        var constant = new Term(ConstantColumn, -1, -1, new Number(1, 0));
        var sum = new Number();
        foreach (var term in column.Terms)
            sum += term.Factor * Product(term, constant);
        return (sum, column.Divisor);
    }

    private Number Product(Term left, Term right)
    {
        if (left.Number >= 0 && right.Number >= 0) return _sums.Product(left.Number, right.Number);
        if (left.Number >= 0) return _sums.Texts[right.Feature][right.Text].Sums[left.Number];
        if (right.Number >= 0) return _sums.Texts[left.Feature][left.Text].Sums[right.Number];
        if (left.Feature != right.Feature) return _sums.Pair(left.Feature, left.Text, right.Feature, right.Text);
        return left.Text == right.Text ? _sums.Texts[left.Feature][left.Text].Sums[ConstantColumn] : default;
    }

    /// <summary>A number by its index, or the text of a feature, times a factor.</summary>
    private readonly record struct Term(int Number, int Feature, int Text, Number Factor);

    private sealed record Column(IReadOnlyList<Term> Terms, Number Divisor, bool IsText);
}
