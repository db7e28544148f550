using CivicForge.Chain.Crypto;
using CivicForge.Chain.Protocol;
using CivicForge.Sandbox.Deploying;

namespace CivicForge.Chain.Tests.Contracts;

/// <summary>A completed quest with both wallets' signatures over it.</summary>
internal sealed record SignedPair(CompletedQuest Completed, SignedTerms Terms)
{
    private const ulong Deadline = 1792592000;

    internal static SignedPair Make(Deployment deployment, PrivateKey creator, PrivateKey performer, bool exceptional)
    {
        var domain = CivicDomain.Create(deployment.ChainId, deployment.Registry);
        var (questId, title) = (Guid.CreateVersion7(), TitleHash.Compute("Bäume pflanzen 🌳"));
        var work = Keccak256.Hash(questId.ToByteArray());
        var outcome = exceptional ? Outcome.Exceptional : Outcome.Done;
        var byCreator = creator
            .Sign(
                new CreatorAttestation(
                    title,
                    outcome,
                    questId,
                    creator.Address,
                    performer.Address,
                    work,
                    outcome.GrantedXp(100),
                    10,
                    Deadline
                ).Digest(domain)
            )
            .ToBytes();
        var byPerformer = performer
            .Sign(
                new PerformerAttestation(title, questId, creator.Address, performer.Address, work, Deadline).Digest(
                    domain
                )
            )
            .ToBytes();
        var completed = new CompletedQuest(
            questId,
            creator.Address,
            performer.Address,
            work,
            outcome.GrantedXp(100),
            10,
            1790000000,
            SignaturesHash.Compute(byCreator, byPerformer)
        );
        return new SignedPair(
            completed,
            new SignedTerms(title, exceptional, Deadline, Deadline, byCreator, byPerformer)
        );
    }
}
