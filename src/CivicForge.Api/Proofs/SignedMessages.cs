using CivicForge.Chain;
using CivicForge.Chain.Protocol;

namespace CivicForge.Api.Proofs;

/// <summary>The two messages as they were signed (protocol §4), members in the order of their types.</summary>
internal static class SignedMessages
{
    public static ProofAttestation OfCreator(ProofRow row, ProvenPair pair) =>
        Attestation(
            pair.Creator,
            [
                new("quest", row.Title),
                new("outcome", pair.Outcome.Word()),
                .. Parties(pair.Completed),
                new("xp", pair.Completed.Xp),
                new("reputation", pair.Completed.Reputation),
                new("deadline", pair.Creator.Deadline),
            ]
        );

    public static ProofAttestation OfPerformer(ProofRow row, ProvenPair pair) =>
        Attestation(
            pair.Performer,
            [new("quest", row.Title), .. Parties(pair.Completed), new("deadline", pair.Performer.Deadline)]
        );

    private static KeyValuePair<string, object?>[] Parties(CompletedQuest completed) =>
        [
            new("questId", QuestId.ToHex(completed.QuestId)),
            new("creator", completed.Creator),
            new("performer", completed.Performer),
            new("workHash", completed.WorkHash),
        ];

    private static ProofAttestation Attestation(ProvenSignature signature, KeyValuePair<string, object?>[] message) =>
        new(
            new OrderedDictionary<string, object?>(message),
            Hex.Encode(signature.Bytes),
            signature.Kind,
            signature.ValidAt
        );
}
