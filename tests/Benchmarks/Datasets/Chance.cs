namespace Pipeline.Benchmarks.Datasets;

/// <summary>Even chances that are the same on every machine: SplitMix64 (Steele, Lea and Flood, 2014).</summary>
internal struct Chance(ulong seed)
{
    private ulong _state = (seed + 1) * 0xD1B54A32D192ED03;

    /// <summary>A whole number from 0 and below <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
