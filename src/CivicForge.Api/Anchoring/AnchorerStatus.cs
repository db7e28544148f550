using CivicForge.Api.Transactions;

namespace CivicForge.Api.Anchoring;

/// <summary>What the last ticks of this process saw, for its health and metrics.</summary>
internal sealed class AnchorerStatus(TimeProvider time, AnchorerMetrics metrics)
{
    private readonly Lock _gate = new();
    private string? _wrongChain;
    private string? _silence;
    private DateTimeOffset _lastTick;

    /// <summary>Set while the node serves another chain: nothing is signed.</summary>
    public string? WrongChain { get { lock (_gate) return _wrongChain; } }

    /// <summary>Set while the node does not answer.</summary>
    public string? Silence { get { lock (_gate) return _silence; } }

    public DateTimeOffset LastTick { get { lock (_gate) return _lastTick; } }

    public void Answered() => Set(null, null);
    public void NodeSilent(string reason) => Set(WrongChain, reason);
    public void NodeWrong(string reason) => Set(reason, null);

    private void Set(string? wrongChain, string? silence)
    {
        lock (_gate) (_wrongChain, _silence, _lastTick) = (wrongChain, silence, time.GetUtcNow());
        metrics.NodeUp = silence is null;
    }
}
