namespace CivicForge.Api.Rewards;

/// <summary>What the log says about relayed claims; each Error has an entry in docs/operations-anchorer.md.</summary>
internal static partial class RelayLog
{
    [LoggerMessage(
        1301,
        LogLevel.Information,
        "Relay: {Processed} processed, {Succeeded} succeeded, {Failed} failed, {Abandoned} abandoned, "
            + "{Skipped} skipped."
    )]
    public static partial void RelayRan(
        this ILogger logger,
        int processed,
        int succeeded,
        int failed,
        int abandoned,
        int skipped
    );

    [LoggerMessage(
        1302,
        LogLevel.Error,
        "Claiming the reward of quest {QuestId} failed, try {Tries}: {Error} Given up: {GivenUp}."
    )]
    public static partial void ClaimFailed(this ILogger logger, Guid questId, int tries, string error, bool givenUp);

    [LoggerMessage(
        1304,
        LogLevel.Warning,
        "{Rewards} rewards wait for tomorrow: today's relay budget of {Claims} claims is used up. Raise "
            + "Rewards:MaxClaimsPerDay if they are genuine."
    )]
    public static partial void OverTotalBudget(this ILogger logger, int rewards, int claims);

    [LoggerMessage(
        1305,
        LogLevel.Information,
        "{Rewards} rewards wait for tomorrow: their performers used up today's relay budget of {Claims} claims each."
    )]
    public static partial void OverMemberBudget(this ILogger logger, int rewards, int claims);

    [LoggerMessage(
        1303,
        LogLevel.Error,
        "The reward of quest {QuestId} cannot be claimed: {Error} Ask the wallet's owner, then retry it."
    )]
    public static partial void Unpayable(this ILogger logger, Guid questId, string error);

    [LoggerMessage(1306, LogLevel.Warning, "{Claims} claims together fail, so each is tried by itself: {Error}")]
    public static partial void TakenApart(this ILogger logger, int claims, string error);

    [LoggerMessage(
        1307,
        LogLevel.Error,
        "The reward of quest {QuestId} could not be claimed for a reason that has no name here."
    )]
    public static partial void Unexpected(this ILogger logger, Exception exception, Guid questId);

    [LoggerMessage(
        1309,
        LogLevel.Warning,
        "{Rewards} rewards wait for tomorrow: the {Wei} wei that claims may cost a day do not pay them. Raise "
            + "Rewards:PayoutWeiPerDay if they are genuine."
    )]
    public static partial void OverWei(this ILogger logger, int rewards, System.Numerics.BigInteger wei);

    [LoggerMessage(1308, LogLevel.Error, "No reward is claimed now: {Reason}")]
    public static partial void PayoutHeld(this ILogger logger, string reason);
}
