namespace Pipeline.Benchmarks.Datasets;

/// <summary>Writes one order in some format.</summary>
internal delegate void PutOrder(ref LineText line, in Order order);
