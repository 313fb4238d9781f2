namespace Pipeline.Operations.Models;

/// <summary>A model that stays in memory until this is given back.</summary>
internal sealed class ModelLease(LoadedModel model, Action giveBack) : IDisposable
{
    private Action? _giveBack = giveBack;

    public LoadedModel Model { get; } = model;

    public void Dispose() => Interlocked.Exchange(ref _giveBack, null)?.Invoke();
}
