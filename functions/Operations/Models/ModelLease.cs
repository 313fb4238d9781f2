namespace Pipeline.Operations.Models;

/// <summary>Keeps a model in memory until it is disposed.</summary>
internal sealed class ModelLease(LoadedModel model, Action giveBack) : IDisposable
{
    private Action? _giveBack = giveBack;

    public LoadedModel Model { get; } = model;

    public void Dispose() => Interlocked.Exchange(ref _giveBack, null)?.Invoke();
}
