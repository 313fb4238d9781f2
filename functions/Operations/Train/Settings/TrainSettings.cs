namespace Pipeline.Operations.Train.Settings;

/// <summary>The operation's settings, checked against the dataset's columns.</summary>
/// <param name="Ridge">Times the sum of the squared weights of standardised features, added to what is minimised; the intercept is free.</param>
/// <param name="HeldOut">Share of the records that the model is judged by.</param>
/// <param name="Categories">Most texts of a feature that have a weight of their own; the others share one.</param>
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
