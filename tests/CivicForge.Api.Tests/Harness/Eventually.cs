namespace CivicForge.Api.Tests.Harness;

/// <summary>Polls until something holds; fails with the message after the deadline.</summary>
internal static class Eventually
{
    /// <summary>Only a test that fails waits this long: a machine that is busy with other things must not decide
    /// one.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    internal static async Task<T> NotNullAsync<T>(Func<Task<T?>> read, string message)
        where T : class
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await read() is { } value)
            {
                return value;
            }
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"{message} within {Patience}.");
            }
            await Task.Delay(10);
        }
    }

    internal static Task TrueAsync(Func<Task<bool>> read, string message) =>
        NotNullAsync(async () => await read() ? "" : null, message);
}
