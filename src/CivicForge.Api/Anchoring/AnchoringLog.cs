using CivicForge.Chain;

namespace CivicForge.Api.Anchoring;

/// <summary>What the log says about sealing and anchoring; each Error or Critical has an entry in
/// docs/operations-anchorer.md.</summary>
internal static partial class AnchoringLog
{
    [LoggerMessage(1201, LogLevel.Information, "Sealed batch {Seal} with {LeafCount} leaves, root {Root}.")]
    public static partial void Sealed(this ILogger logger, long seal, int leafCount, Hash32 root);

    [LoggerMessage(1202, LogLevel.Information, "Batch {Seal} is final on the chain as {BatchId}, root {Root}.")]
    public static partial void Adopted(this ILogger logger, long seal, long batchId, Hash32 root);

    [LoggerMessage(
        1203,
        LogLevel.Critical,
        "The registry holds root {Root} as batch {BatchId}, and it is not ours. Ask the guardian to withhold the "
            + "batch; anchoring waits for an operator's resume."
    )]
    public static partial void Foreign(this ILogger logger, long batchId, Hash32 root);

    [LoggerMessage(
        1204,
        LogLevel.Error,
        "The dry run of anchoring batch {Seal} failed: {Message} ({Error}). Nothing was signed."
    )]
    public static partial void DryRunFailed(this ILogger logger, long seal, string message, string error);

    [LoggerMessage(1205, LogLevel.Warning, "Anchoring is paused: {Reason}")]
    public static partial void Paused(this ILogger logger, string reason);

    [LoggerMessage(1206, LogLevel.Information, "Anchoring goes on.")]
    public static partial void Resumed(this ILogger logger);

    [LoggerMessage(
        1207,
        LogLevel.Warning,
        "The node gave no answer in this tick: {Message} The next tick tries again."
    )]
    public static partial void NodeSilent(this ILogger logger, string message);

    [LoggerMessage(1208, LogLevel.Critical, "{Message}")]
    public static partial void WrongChain(this ILogger logger, string message);

    [LoggerMessage(1209, LogLevel.Warning, "{Message}")]
    public static partial void LeaseLost(this ILogger logger, string message);

    [LoggerMessage(1210, LogLevel.Information, "Operator {Operator} asked for {Command} ({Id}): {Result}")]
    public static partial void CommandDone(
        this ILogger logger,
        Address @operator,
        string command,
        long id,
        string result
    );

    [LoggerMessage(1211, LogLevel.Error, "A tick of {Job} failed.")]
    public static partial void TickFailed(this ILogger logger, Exception exception, string job);

    [LoggerMessage(
        1213,
        LogLevel.Critical,
        "Batch {BatchId} with root {Root} was final and is not in the registry at final block {FinalizedNumber}. "
            + "Anchoring is paused; nothing was deleted."
    )]
    public static partial void Vanished(this ILogger logger, long batchId, Hash32 root, ulong finalizedNumber);

    [LoggerMessage(
        1215,
        LogLevel.Error,
        "Command {Id} of an operator could not be carried out; those behind it go on."
    )]
    public static partial void CommandFailed(this ILogger logger, Exception exception, long id);

    [LoggerMessage(1214, LogLevel.Error, "{Reason}")]
    public static partial void ChainClockLags(this ILogger logger, string reason);

    [LoggerMessage(
        1212,
        LogLevel.Information,
        "Lease taken with fence {Fence}; stored transactions are sent again first."
    )]
    public static partial void LeaseTaken(this ILogger logger, long fence);
}
