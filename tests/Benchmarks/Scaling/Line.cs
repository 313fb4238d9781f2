namespace Pipeline.Benchmarks.Scaling;

/// <summary>The straight line nearest to some points, by least squares.</summary>
internal readonly record struct Line(double AtZero, double Slope)
{
    public static Line Through(IReadOnlyList<(double X, double Y)> points)
    {
        var x = points.Average(point => point.X);
        var y = points.Average(point => point.Y);
        var slope =
            points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
        return new Line(y - slope * x, slope);
    }

    public double At(double x) => AtZero + Slope * x;
}
