using CivicForge.Chain.Rpc;
using CivicForge.Indexer.Reading;
using Npgsql;

namespace CivicForge.Indexer.Following;

/// <summary>What follows a step that failed: it is counted, said and logged by its kind, and the pause before the next
/// one grows.</summary>
internal sealed partial class BackOff(
    IndexerOptions options,
    FollowerHealth health,
    IndexerMetrics metrics,
    ILogger<BackOff> log
)
{
    private int _failures;

    internal void Succeeded() => _failures = 0;

    /// <returns>The pause before the next step.</returns>
    internal TimeSpan Failed(Exception failure)
    {
        switch (failure)
        {
            case WrongChainException:
                metrics.Failed("wrong-chain");
                health.Failed(failure.Message);
                break;
            case RpcException rpc:
                metrics.Failed("rpc");
                health.Degraded($"The node fails: {rpc.Message}");
                break;
            case EvidenceException:
                metrics.Contradicted();
                health.Degraded(failure.Message);
                break;
            case NpgsqlException:
                metrics.Failed("database");
                health.Failed($"The database fails: {failure.Message}");
                break;
            default:
                metrics.Failed("unexpected");
                health.Degraded($"{failure.GetType().Name}: {failure.Message}");
                break;
        }

        var pause = options.Poll * Math.Pow(2, Math.Min(_failures++, 10)) * (0.75 + Random.Shared.NextDouble() / 2);
        pause = pause < options.LongestBackOff ? pause : options.LongestBackOff;
        if (failure is RpcException or EvidenceException or NpgsqlException or WrongChainException)
        {
            LogFailed(log, failure.Message, pause.TotalSeconds);
        }
        else
        {
            LogUnexpected(log, failure, pause.TotalSeconds);
        }
        return pause;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A step failed: {Message} Next try in {Seconds} s.")]
    private static partial void LogFailed(ILogger log, string message, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "A step failed unexpectedly. Next try in {Seconds} s.")]
    private static partial void LogUnexpected(ILogger log, Exception exception, double seconds);
}
