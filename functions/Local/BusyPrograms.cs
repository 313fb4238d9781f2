using Pipeline.Core.Operations.Run;

namespace Pipeline.Local;

/// <summary>Tries again what failed because a program asks for that, as often as the state machine does and at shorter intervals.</summary>
internal sealed class BusyPrograms(TimeProvider clock)
{
    public const int MostRetries = 6;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.25);

    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancel)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (ProgramBusyException) when (tries < MostRetries)
            {
                await Task.Delay(FirstWait * (1 << tries), clock, cancel).ConfigureAwait(false);
            }
        }
    }
}
