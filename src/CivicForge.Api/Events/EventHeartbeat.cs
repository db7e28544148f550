namespace CivicForge.Api.Events;

/// <summary>Tells each listener every fifteen seconds that the stream is open, so that no proxy takes it for dead. One
/// clock for all: a timer of its own for each cost more than the events. Listeners take turns, since a word to ten
/// thousand in one moment would keep everybody else waiting.</summary>
internal sealed class EventHeartbeat(EventStream stream, TimeProvider time) : BackgroundService
{
    /// <summary>Turns, and so seconds from one word to the next.</summary>
    public const int Turns = 15;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var seconds = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        using var stop = stoppingToken.UnsafeRegister(static timer => ((PeriodicTimer)timer!).Dispose(), seconds);
        for (var turn = 0; await seconds.WaitForNextTickAsync(CancellationToken.None); turn = (turn + 1) % Turns)
        {
            stream.Beat(turn);
        }
    }
}
