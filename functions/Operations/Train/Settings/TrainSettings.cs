namespace Pipeline.Operations.Train.Settings;

/// <summary>The settings of <c>train</c>, validated against the dataset's columns.</summary>
/// <param name="Ridge">
/// The L2 regularization strength. Applies to the weights of standardized features, not to the intercept.
/// </param>
/// <param name="HeldOut">The share of the records that are held out to measure the model.</param>
/// <param name="Categories">
/// The max number of texts of a feature with a weight of their own. All other texts share one weight.
/// </param>
/// <param name="From">The version to continue from: null for none, <see cref="LatestVersion"/> for the latest.</param>
/// <param name="Tolerance">How much worse, as a share, a version may be and still count as not worse.</param>
internal sealed record TrainSettings(
    string Model,
    ModelKind Kind,
    Feature Label,
    IReadOnlyList<Feature> Features,
    double Ridge,
    double HeldOut,
    int Categories,
    MissingRule Missing,
    string? From,
    PublishRule Publish,
    double Tolerance)
{
    public const string LatestVersion = "latest";

    /// <summary>The label, then the features.</summary>
    public IReadOnlyList<string> Columns => [Label.Name, .. Features.Select(feature => feature.Name)];
}
