using CivicForge.Api.Database;
using CivicForge.Api.Transactions;
using CivicForge.Api.Watching;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;

namespace CivicForge.Api.Tests.Transactions;

/// <summary>State of a transaction as a function of one reading of the chain: finalized is block 10, its nonce is
/// 5.</summary>
public sealed class TransactionOutcomeTests
{
    private static readonly Hash32 First = Keccak256.Hash("first"u8),
        Bump = Keccak256.Hash("bump"u8),
        Block = Keccak256.Hash("block"u8);

    public static TheoryData<string, string, string?, bool, long, long, bool, string, bool> Readings =>
        new()
        {
            // name, state before, included (block:ok:canonical), effect, nonce at head, at finalized, known, expected,
            // alarm
            { "waits in the pool", "sent", null, false, 5, 5, true, "sent", false },
            { "never sent, not known", "signed", null, false, 5, 5, false, "signed", false },
            { "mined with effect above finalized", "sent", "12:ok:yes", true, 6, 5, true, "confirmed", false },
            { "mined with effect at finalized", "confirmed", "10:ok:yes", true, 6, 6, true, "finalized", false },
            { "refused everywhere, mined all the same", "signed", "12:ok:yes", true, 6, 5, true, "confirmed", false },
            { "success without effect is a lie of the node", "sent", "12:ok:yes", false, 6, 5, true, "mined", true },
            { "reverted is provisional", "sent", "12:no:yes", false, 6, 5, true, "mined", true },
            { "reverted at finalized", "mined", "9:no:yes", false, 6, 6, true, "reverted-final", true },
            { "reverted, reorged, success", "mined", "12:ok:yes", true, 6, 5, true, "confirmed", false },
            { "receipt of a block that is not canonical", "mined", "12:ok:no", true, 5, 5, true, "sent", false },
            { "reorged out and forgotten", "confirmed", null, false, 5, 5, false, "sent", false },
            { "nonce spent at the head, not final", "sent", null, false, 6, 5, false, "sent", false },
            { "nonce spent for good by somebody else", "sent", null, false, 6, 6, false, "superseded", true },
            { "nonce spent for good, yet the node knows ours", "sent", null, false, 6, 6, true, "sent", true },
        };

    [Theory]
    [MemberData(nameof(Readings))]
    public void The_canonical_chain_decides(
        string name,
        string before,
        string? included,
        bool effect,
        long nonceAtHead,
        long nonceAtFinalized,
        bool known,
        string expected,
        bool alarm
    )
    {
        var inclusion = included?.Split(':') is [var number, var ok, var canonical]
            ? new Inclusion(
                Bump,
                long.Parse(number, System.Globalization.CultureInfo.InvariantCulture),
                Block,
                canonical == "yes",
                ok == "ok"
            )
            : null;
        var evidence = new TransactionEvidence(
            inclusion is null ? [] : [inclusion],
            known ? new HashSet<Hash32> { First } : [],
            nonceAtHead,
            nonceAtFinalized,
            FinalizedNumber: 10,
            inclusion is { IsCanonical: true, Succeeded: true } ? effect : null
        );

        var outcome = TransactionOutcome.Of(Words.Parse<TransactionState>(before), nonce: 5, evidence);

        Words.Of(outcome.State).ShouldBe(expected, name);
        (outcome.Alarm is not null).ShouldBe(alarm, name);
        (outcome.Inclusion is not null).ShouldBe(outcome.State.IsIncluded(), name);
    }
}
