using System.Collections.Concurrent;
using Npgsql;

namespace CivicForge.Api.Identity;

/// <summary>Keeps access tokens of ended sessions out. A session is looked up at most every 10 s in each process, so
/// that ending one reaches every instance soon and the hot path seldom asks the database.</summary>
internal sealed class SessionGate(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<Guid, long> _seenAlive = new();
    private long _ended;

    public ValueTask<bool> IsAliveAsync(Guid session, CancellationToken cancellationToken) =>
        _seenAlive.TryGetValue(session, out var at) && time.GetElapsedTime(at) < Trust
            ? ValueTask.FromResult(true)
            : LookUpAsync(session, cancellationToken);

    public void Forget(Guid session)
    {
        Interlocked.Increment(ref _ended);
        _seenAlive.TryRemove(session, out _);
    }

    private async ValueTask<bool> LookUpAsync(Guid session, CancellationToken cancellationToken)
    {
        var (seenAt, ended) = (time.GetTimestamp(), Volatile.Read(ref _ended));
        await using var command = database.CreateCommand(
            "SELECT EXISTS (SELECT FROM civic.sessions WHERE id = $1 AND revoked_at IS NULL "
                + "AND expires_at > clock_timestamp())"
        );
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = session });
        if (await command.ExecuteScalarAsync(cancellationToken) is not true)
        {
            Forget(session);
            return false;
        }

        if (_seenAlive.Count > 100_000)
        {
            _seenAlive.Clear();
        }
        // A look that began before a session ended may have seen it alive: it is believed this once.
        if (Volatile.Read(ref _ended) == ended)
        {
            _seenAlive[session] = seenAt;
        }
        return true;
    }
}
