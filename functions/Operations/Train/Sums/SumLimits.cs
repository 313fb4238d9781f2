using System.Globalization;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Settings;

namespace Pipeline.Operations.Train.Sums;

/// <summary>
/// The limits of a training state. It keeps all texts, even those without a weight of their own, because a later job
/// may make them frequent. Therefore their number is limited.
/// </summary>
internal static class SumLimits
{
    public const int MaxTexts = 10_000;

    public const int MaxPairs = 1_000_000;

    /// <summary>
    /// The max number of columns of a model. Solving that many equations takes about a gigaflop and 32 MB.
    /// </summary>
    public const int MaxColumns = 2_000;

    /// <summary>
    /// The max number of column products that a block of logistic training sums, over all classes: 64 MB.
    /// </summary>
    public const int MaxProducts = 4_000_000;

    public const int MaxClasses = 100;

    /// <exception cref="UntrainableException">The model has too many columns for its number of outputs.</exception>
    public static void CheckColumns(int columns, int outputs = 0)
    {
        var products = (long)outputs * columns * (columns + 1) / 2;
        if (columns > MaxColumns || products > MaxProducts)
        {
            throw new UntrainableException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The features need {columns:N0} columns{(outputs > 1 ? $" for each of {outputs} classes" : "")}, "
                        + $"which is too many. Lower \"categories\", or list fewer columns in \"features\"."));
        }
    }

    /// <exception cref="UntrainableException">A feature has too many distinct texts.</exception>
    public static void Check(Feature feature, int texts)
    {
        if (texts > MaxTexts)
        {
            throw new UntrainableException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Column \"{feature.Name}\" has more than {MaxTexts:N0} different texts, expected fewer: a text "
                        + $"that few records share does not help to predict others. List the columns to train on in "
                        + $"\"features\", without this one."));
        }
    }

    /// <exception cref="UntrainableException">There are too many distinct pairs of texts of two features.</exception>
    public static void Check(int pairs)
    {
        if (pairs > MaxPairs)
        {
            throw new UntrainableException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The texts of the features form more than {MaxPairs:N0} different pairs, expected fewer. List the "
                        + $"columns to train on in \"features\", without those that have the most different texts."));
        }
    }
}
