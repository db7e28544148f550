using System.Numerics;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;

namespace CivicForge.Api.Transactions;

/// <summary>What the log says about outgoing transactions; each Error or Critical has an entry in
/// docs/operations-anchorer.md.</summary>
internal static partial class TransactionLog
{
    [LoggerMessage(
        1101,
        LogLevel.Information,
        "Signed {Purpose}: {Hash}, nonce {Nonce}, at most {MaxFeePerGas} wei per gas, attempt {Attempt}."
    )]
    public static partial void Signed(
        this ILogger logger,
        string purpose,
        Hash32 hash,
        long nonce,
        BigInteger maxFeePerGas,
        int attempt
    );

    [LoggerMessage(
        1102,
        LogLevel.Warning,
        "Sending {Hash} gave no acceptance ({Failure}): {Message} The outcome is unknown; the next tick looks "
            + "at the chain."
    )]
    public static partial void SendFailed(this ILogger logger, Hash32 hash, RpcFailure failure, string message);

    [LoggerMessage(1103, LogLevel.Error, "The node accepted {Hash} and calls it {Answer}. Ask another node.")]
    public static partial void WrongHash(this ILogger logger, Hash32 hash, Hash32 answer);

    [LoggerMessage(
        1104,
        LogLevel.Critical,
        "Nonces {First} to {Last} of {Account} were spent by somebody else. Find out who uses this key."
    )]
    public static partial void ForeignNonces(this ILogger logger, Address account, long first, long last);

    [LoggerMessage(1105, LogLevel.Information, "{Purpose} is {State}: {Hash} in block {BlockNumber}.")]
    public static partial void Moved(
        this ILogger logger,
        string purpose,
        string state,
        Hash32? hash,
        long? blockNumber
    );

    [LoggerMessage(1106, LogLevel.Error, "{Purpose}: {Alarm}")]
    public static partial void Alarm(this ILogger logger, string purpose, string alarm);

    [LoggerMessage(
        1107,
        LogLevel.Information,
        "Dropped the plan {Purpose}: nothing was signed, nonce {Nonce} is free again."
    )]
    public static partial void PlanDropped(this ILogger logger, string purpose, long nonce);

    [LoggerMessage(1108, LogLevel.Error, "{Reason}")]
    public static partial void NotSigned(this ILogger logger, string reason);

    [LoggerMessage(1109, LogLevel.Warning, "{Reason}")]
    public static partial void SignerSilent(this ILogger logger, string reason);
}
