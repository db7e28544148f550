using CivicForge.Api.Http.Problems;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.TypedData;

namespace CivicForge.Api.Attestations;

/// <summary>What a submitted signature is by the facts of its quest: decided once before it is checked, for its answer
/// or its digest, and once under the lock, for what is stored.</summary>
/// <param name="Digest">What the attester has to have signed.</param>
/// <param name="Stored">The record, when this party has signed before.</param>
internal readonly record struct AttestationDecision(AttestationRole Role, Hash32 Digest, StoredAttestation? Stored)
{
    /// <exception cref="RuleViolation">The attester is not a party, has signed another outcome, the quest awaits no
    /// attestation, or its deadline has passed.</exception>
    public static AttestationDecision Of(QuestFacts facts, SubmittedAttestation submitted, TypedDataDomain domain)
    {
        var role = facts.RoleOf(submitted.Attester);
        if (facts.Find(role) is { } stored)
        {
            RequireSameOutcome(stored, submitted.Outcome);
            return new AttestationDecision(role, stored.Digest, stored);
        }

        facts.RequireAwaiting();
        facts.RequireBeforeDeadline();
        return new AttestationDecision(role, facts.Digest(domain, role, submitted.Outcome), null);
    }

    /// <summary>A party that has signed with another outcome cannot sign again.</summary>
    private static void RequireSameOutcome(StoredAttestation stored, Outcome outcome)
    {
        if (stored.Outcome is { } first && first != outcome)
        {
            throw new RuleViolation(
                ErrorCodes.AlreadyAttested,
                $"The creator has attested '{first.Word()}'.",
                ("outcome", first.Word())
            );
        }
    }
}
