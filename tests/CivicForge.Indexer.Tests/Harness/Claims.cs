using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Merkle;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.Web3.Contracts;
using CivicForge.Sandbox.Ethereum;

namespace CivicForge.Indexer.Tests.Harness;

/// <summary>Pairs that two wallets really signed, anchored as one batch and claimable.</summary>
internal sealed class Claims
{
    private static readonly PrivateKey Creator = PrivateKey.FromHex(DevelopmentAccounts.Creator.PrivateKey);
    private static readonly PrivateKey Performer = PrivateKey.FromHex(DevelopmentAccounts.Performer.PrivateKey);

    private readonly TestChain _chain;
    private readonly List<RewardClaim> _claims;

    private Claims(TestChain chain, List<RewardClaim> claims) => (_chain, _claims) = (chain, claims);

    internal IReadOnlyList<RewardClaim> All => _claims;

    internal static async Task<Claims> AnchorAsync(TestChain chain, int count)
    {
        var domain = CivicDomain.Create(DevelopmentAccounts.ChainId, chain.Registry);
        var pairs = Enumerable.Range(0, count).Select(i => Sign(domain, i)).ToList();
        var tree = StandardMerkleTree.Build([.. pairs.Select(p => p.Quest.Leaf())]);
        var batch = (ulong)await chain.AnchorAsync(tree.Root, (uint)count);
        return new Claims(chain, [.. pairs.Select((p, i) => new RewardClaim(batch, p.Quest, tree.Proof(i), p.Terms))]);
    }

    /// <summary>One claim, one transaction.</summary>
    internal async Task<Hash32> SendAsync(int index, DevelopmentAccount? by = null) =>
        await _chain.SendAsync(
            by ?? DevelopmentAccounts.Operator,
            _chain.Distributor,
            ClaimMessages.CallData([_claims[index]])
        );

    internal async Task ClaimAsync(int index, DevelopmentAccount? by = null) =>
        await _chain.MinedAsync(await SendAsync(index, by));

    /// <summary>Several claims in one transaction: as many logs in one block.</summary>
    internal async Task ClaimManyAsync(int from, int count) =>
        await _chain.MinedAsync(await SendManyAsync(from, count));

    /// <summary>The same, not waiting for the block.</summary>
    internal async Task<Hash32> SendManyAsync(int from, int count) =>
        await _chain.SendAsync(
            DevelopmentAccounts.Operator,
            _chain.Distributor,
            ClaimMessages.Many(_claims.Skip(from).Take(count)),
            gas: 25_000_000
        );

    private static (CompletedQuest Quest, SignedTerms Terms) Sign(
        CivicForge.Chain.TypedData.TypedDataDomain domain,
        int index
    )
    {
        var id = Guid.CreateVersion7();
        var title = TitleHash.Compute($"Plant tree {index}");
        var work = Keccak256.Hash(QuestId.ToBytes16(id));
        var creator = new CreatorAttestation(
            title,
            Outcome.Done,
            id,
            Creator.Address,
            Performer.Address,
            work,
            100,
            10,
            2_000_000_000
        );
        var performer = new PerformerAttestation(title, id, Creator.Address, Performer.Address, work, 2_000_000_000);
        var byCreator = Creator.Sign(creator.Digest(domain)).ToBytes();
        var byPerformer = Performer.Sign(performer.Digest(domain)).ToBytes();
        return (
            new CompletedQuest(
                id,
                Creator.Address,
                Performer.Address,
                work,
                100,
                10,
                1_800_000_000,
                SignaturesHash.Compute(byCreator, byPerformer)
            ),
            new SignedTerms(title, false, 2_000_000_000, 2_000_000_000, byCreator, byPerformer)
        );
    }
}
