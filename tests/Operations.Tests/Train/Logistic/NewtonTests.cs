using CsCheck;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Linear;
using Pipeline.Operations.Train.Logistic;

namespace Pipeline.Operations.Tests.Train.Logistic;

public sealed class NewtonTests
{
    private static readonly double[] AtZero = [10, 0, -6, 4, 0, 4];

    [Fact]
    public void A_step_solves_the_equations_of_slope_and_curvature()
    {
        var next = Newton.Next(new LogisticOutput([0, 0], null, null, 0, IsDone: false), AtZero, ridge: 12, _ => "x");
        Assert.Equal([0, -0.375], next.Weights);
        Assert.Equal([0, 0], next.Before!);
        Assert.Equal((10, false), (next.Objective, next.IsDone));
    }

    [Fact]
    public void A_step_that_made_it_worse_is_halved_until_it_does_not()
    {
        var output = Newton.Next(new LogisticOutput([0, 0], null, null, 0, IsDone: false), AtZero, ridge: 0, _ => "x");
        Assert.Equal(-1.5, output.Weights[1]);
        output = Newton.Next(output, [11, 0, 1, 4, 0, 4], ridge: 0, _ => "x");
        Assert.Equal(-0.75, output.Weights[1]);
        output = Newton.Next(output, [10.5, 0, 1, 4, 0, 4], ridge: 0, _ => "x");
        Assert.Equal((-0.375, 10.0), (output.Weights[1], output.Objective));
        output = Newton.Next(output, [9, 0, 0.5, 4, 0, 4], ridge: 0, _ => "x");
        Assert.Equal((-0.25, 9.0), (output.Weights[1], output.Objective));
    }

    [Fact]
    public void A_step_that_leads_nowhere_ends_where_it_began()
    {
        var output = Newton.Next(new LogisticOutput([0, 0], null, null, 0, IsDone: false), AtZero, ridge: 0, _ => "x");
        var steps = 0;
        for (; !output.IsDone; steps++)
            output = Newton.Next(output, [11, 0, 1, 4, 0, 4], ridge: 0, _ => "x");
        Assert.Equal([0, 0], output.Weights);
        Assert.InRange(steps, 30, 60);
    }

    [Fact]
    public void A_step_too_small_to_matter_is_not_taken()
    {
        var output = new LogisticOutput([1, 2], null, null, 0, IsDone: false);
        Assert.Equal(
            output with
            {
                IsDone = true,
            },
            Newton.Next(output, [10, 1e-10, 1e-10, 4, 0, 2], ridge: 0, _ => "x"));
    }

    [Fact]
    public void Equations_without_a_single_solution_name_the_column()
    {
        var error = Assert.Throws<UntrainableException>(() =>
            Newton.Next(
                new LogisticOutput([0, 0], null, null, 0, IsDone: false),
                [10, 1, 1, 4, 4, 4],
                ridge: 0,
                column => $"column {column}"));
        Assert.Contains("column 1 depends linearly on the columns before it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Positive_definite_equations_are_solved() =>
        Gen.Double[-10, 10]
            .Array[36]
            .Sample(values =>
            {
                const int size = 5;
                // A sum of squares and some more on the diagonal is positive definite.
                var matrix = new double[size * size];
                for (var i = 0; i < size; i++)
                {
                    for (var j = 0; j < size; j++)
                        matrix[i * size + j] =
                            Enumerable.Range(0, size).Sum(k => values[i * size + k] * values[j * size + k])
                            + (i == j ? 1 : 0);
                }
                var expected = values[31..];
                var right = Enumerable
                    .Range(0, size)
                    .Select(i => Enumerable.Range(0, size).Sum(j => matrix[i * size + j] * expected[j]))
                    .ToArray();
                return Cholesky.Solve(matrix, right, size) < 0
                    && right
                        .Zip(expected)
                        .All(pair => Math.Abs(pair.First - pair.Second) < 1e-6 * (1 + Math.Abs(pair.Second)));
            });
}
