using CivicForge.Chain;
using CivicForge.Chain.Protocol;

namespace CivicForge.Api.Attestations;

/// <summary>First stage: what a party sent. Nothing of it is believed yet.</summary>
/// <param name="Attester">Who is signed in.</param>
/// <param name="Signature">As text, over what the service hashes itself.</param>
/// <param name="Outcome">The creator's; a performer's is ignored.</param>
internal sealed record SubmittedAttestation(Guid QuestId, Address Attester, string Signature, Outcome Outcome);
