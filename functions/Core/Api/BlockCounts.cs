namespace Pipeline.Core.Api;

/// <summary>The number of blocks of a job in each state.</summary>
/// <param name="Failed">Blocks whose last attempt failed.</param>
/// <param name="Again">Blocks processed again because of a wrong cut; the other counts include them.</param>
internal sealed record BlockCounts(int Total, int Waiting, int Running, int Done, int Failed, int Again);
