using System.Threading.Channels;
using CivicForge.Api.Http.Problems;

namespace CivicForge.Api.Attestations;

/// <summary>Lets concurrent signatures share commits: while one group is being committed the next one gathers, so that
/// a lone signature waits for nobody and a crowd pays for one flush together. A full queue is a clean 503.</summary>
internal sealed class AttestationQueue(StoreAttestations store) : BackgroundService
{
    public const int Capacity = 4096;
    public const int MaxGroup = 256;

    /// <summary>Groups in flight at once: one writes while the other waits for its flush.</summary>
    public const int Writers = 2;

    private readonly Channel<PendingAttestation> _waiting = Channel.CreateBounded<PendingAttestation>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait }
    );

    /// <returns>After the commit that holds the record; null when the attester's contract has to be asked.</returns>
    /// <exception cref="RuleViolation">503 <c>unavailable</c> when the queue is full, or what the rules
    /// say.</exception>
    public Task<AcceptedAttestation?> StoreAsync(PendingAttestation attestation) =>
        _waiting.Writer.TryWrite(attestation) ? attestation.Accepted.Task : throw Full();

    /// <summary>503 <c>unavailable</c>: the caller may come again in a second.</summary>
    public static RuleViolation Full() =>
        new(ErrorCodes.Unavailable, $"{Capacity} attestations are waiting to be stored. Nothing was stored.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => WriteAsync(stoppingToken)));

    /// <summary>What was accepted into the queue is stored before the process ends.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        if (ExecuteTask is { } writers)
        {
            await writers.WaitAsync(cancellationToken);
        }
        await base.StopAsync(cancellationToken);
    }

    private async Task WriteAsync(CancellationToken stoppingToken)
    {
        var carried = new List<PendingAttestation>();
        while (carried.Count > 0 || await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var group = Gather(carried);
            if (group.Count > 0)
            {
                await store.RunAsync(group, CancellationToken.None);
            }
        }
    }

    /// <summary>The next group: at most one signature a quest; a second one waits for the next group.</summary>
    private List<PendingAttestation> Gather(List<PendingAttestation> carried)
    {
        var group = new List<PendingAttestation>();
        var quests = new HashSet<Guid>();
        for (var i = 0; i < carried.Count; )
        {
            if (quests.Add(carried[i].Submitted.QuestId))
            {
                group.Add(carried[i]);
                carried.RemoveAt(i);
            }
            else
            {
                i++;
            }
        }

        while (group.Count < MaxGroup && carried.Count < MaxGroup && _waiting.Reader.TryRead(out var next))
        {
            if (quests.Add(next.Submitted.QuestId))
            {
                group.Add(next);
            }
            else
            {
                carried.Add(next);
            }
        }

        return group;
    }
}
