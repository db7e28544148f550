namespace CivicForge.Sandbox.Ethereum;

/// <summary>How to run a local chain.</summary>
public sealed record AnvilOptions
{
    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The chain id.</summary>
    public long ChainId { get; init; } = DevelopmentAccounts.ChainId;

    /// <summary>A file that keeps the chain between runs, written every five seconds and at the end; null keeps it in
    /// memory.</summary>
    public string? StateFile { get; init; }

    /// <summary>Slots in an epoch. The finalized block is two epochs behind the head, so 1 makes a transaction final
    /// two blocks later.</summary>
    public int SlotsInAnEpoch { get; init; } = 1;

    /// <summary>A file for what the node prints at its start and end; it does not log requests.</summary>
    public string? LogFile { get; init; }

    /// <summary>Further arguments, for example <c>--no-mining</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
