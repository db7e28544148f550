using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;

namespace CivicForge.Indexer.Events;

/// <summary>
/// Reads the events of protocol §7 out of raw logs. The emitter counts, not only the topic: the same signature from
/// another contract is another event. A log whose fields are malformed or too large for the tables (bigint batch ids,
/// integer amounts) is no event and stays raw.
/// </summary>
internal sealed class EventReader(FollowedContracts contracts)
{
    private readonly HashSet<(Address Contract, Hash32 Topic)> _known =
    [
        (contracts.Registry, BatchAnchored.Signature.Topic),
        (contracts.Registry, AttestationRevoked.Signature.Topic),
        (contracts.Registry, ReceiptKeyChanged.Signature.Topic),
        (contracts.Distributor, RewardClaimed.Signature.Topic),
        (contracts.Distributor, BatchWithheld.Signature.Topic),
    ];

    /// <summary>Reads one log.</summary>
    /// <param name="log">As the node gave it.</param>
    /// <param name="malformed">True when the signature is one of ours but the fields are not: something to look
    /// at.</param>
    /// <returns>The event, or null to keep the log raw only.</returns>
    internal ContractEvent? Read(Log log, out bool malformed)
    {
        malformed = false;
        if (log.Topics.Count == 0 || !_known.Contains((log.Address, log.Topics[0])))
        {
            return null;
        }
        var read = ContractEvent.Decode(log);
        malformed = read is null || !Fits(read);
        return malformed ? null : read;
    }

    private static bool Fits(ContractEvent read) =>
        read switch
        {
            BatchAnchored e => e.BatchId is > 0 and <= long.MaxValue && e.LeafCount is > 0 and <= int.MaxValue,
            RewardClaimed e => e.BatchId <= long.MaxValue && e.Xp <= int.MaxValue && e.Reputation <= int.MaxValue,
            AttestationRevoked e => e.BatchId <= long.MaxValue,
            BatchWithheld e => e.BatchId <= long.MaxValue,
            _ => true,
        };
}
