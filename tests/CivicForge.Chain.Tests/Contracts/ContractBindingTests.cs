using System.Numerics;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Merkle;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Tests.Rpc;
using CivicForge.Chain.Web3.Contracts;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Sandbox.Deploying;

namespace CivicForge.Chain.Tests.Contracts;

/// <summary>One batch on the real contracts: what this library hashes, signs and encodes is what they accept and
/// emit.</summary>
public sealed class ContractBindingTests(LocalChain chain)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signed_pair_is_anchored_verified_claimed_once_and_revoked()
    {
        var deployment = await chain.DeploymentAsync();
        var client = await chain.ClientAsync();
        var registry = new AttestationRegistryContract(client, deployment.Registry);
        var distributor = new RewardDistributorContract(client, deployment.Distributor);
        var pairs = Enumerable
            .Range(0, 5)
            .Select(i => SignedPair.Make(deployment, LocalChain.Creator, LocalChain.Performer, exceptional: i % 2 == 1))
            .ToArray();
        var tree = StandardMerkleTree.Build(CompletedQuestLeaves.Hash(pairs.Select(p => p.Completed).ToArray()));
        var (pair, proof) = (pairs[3], tree.Proof(3));
        var batchId = await registry.BatchCountAsync(BlockId.Latest, Token) + 1;

        var anchored = await chain.SendAsync(
            LocalChain.Anchorer,
            deployment.Registry,
            new AnchorFunction(batchId, tree.Root, 5).CallData()
        );
        Event<BatchAnchored>(anchored).ShouldBe(new BatchAnchored(batchId, tree.Root, 5));
        (await registry.RootOfAsync(batchId, BlockId.Latest, Token)).ShouldBe(tree.Root);
        (await registry.LeafOfAsync(pair.Completed, BlockId.Latest, Token)).ShouldBe(pair.Completed.Leaf());
        (await registry.StatusOfAsync(batchId, pair.Completed, proof, BlockId.Latest, Token)).ShouldBe(
            AttestationStatus.Attested
        );
        (await registry.StatusOfAsync(batchId, pair.Completed, [.. proof, default], BlockId.Latest, Token)).ShouldBe(
            AttestationStatus.Unknown
        );
        (await registry.VerifyAsync(batchId, pair.Completed, proof, pair.Terms, BlockId.Latest, Token)).ShouldBe(
            (true, true)
        );
        (
            await registry.VerifyAsync(
                batchId,
                pair.Completed,
                proof,
                pair.Terms with
                {
                    Exceptional = false,
                },
                BlockId.Latest,
                Token
            )
        ).ShouldBe((true, false));

        var again = await Should.ThrowAsync<RpcException>(() =>
            client.CallAsync(
                new CallRequest(deployment.Registry, new AnchorFunction(batchId, tree.Root, 5).CallData())
                {
                    From = LocalChain.Anchorer.Address,
                },
                BlockId.Latest,
                Token
            )
        );
        ContractErrors.Decode(again.RevertData!).ShouldBeOfType<AlreadyAnchoredError>().BatchId.ShouldBe(batchId);

        var claim = new RewardClaim(batchId, pair.Completed, proof, pair.Terms);
        var claimed = await chain.SendAsync(
            LocalChain.Guardian,
            deployment.Distributor,
            ClaimMessages.CallData([claim])
        );
        Event<RewardClaimed>(claimed)
            .ShouldBe(
                new RewardClaimed(
                    pair.Completed.QuestId,
                    LocalChain.Performer.Address,
                    LocalChain.Creator.Address,
                    batchId,
                    150,
                    10
                )
            );
        (
            await distributor.ClaimedAsync(LocalChain.Creator.Address, pair.Completed.QuestId, BlockId.Latest, Token)
        ).ShouldBeTrue();
        var twice = await Should.ThrowAsync<RpcException>(() =>
            client.CallAsync(
                new CallRequest(deployment.Distributor, ClaimMessages.CallData([claim])),
                BlockId.Latest,
                Token
            )
        );
        ContractErrors
            .Describe(twice.RevertData!)
            .ShouldBe(
                $"AlreadyClaimed(creator {LocalChain.Creator.Address}, questId "
                    + $"{QuestId.ToHex(pair.Completed.QuestId)})",
                StringCompareShould.IgnoreCase
            );

        (
            await distributor.ClaimedAsync(
                [.. pairs.Select(p => (LocalChain.Creator.Address, p.Completed.QuestId))],
                BlockId.Latest,
                Token
            )
        ).ShouldBe([false, false, false, true, false]);

        var many = await chain.SendAsync(
            LocalChain.Guardian,
            deployment.Distributor,
            ClaimMessages.Many(pairs.Select((p, i) => new RewardClaim(batchId, p.Completed, tree.Proof(i), p.Terms)))
        );
        many.Logs.Select(ContractEvent.Decode).OfType<RewardClaimed>().Count().ShouldBe(4);
        var reputation = new CivicReputationContract(client, deployment.Reputation);
        (await reputation.BalanceOfAsync(LocalChain.Performer.Address, BlockId.Latest, Token)).ShouldBe(
            new BigInteger(50)
        );
        (await reputation.XpOfAsync(LocalChain.Performer.Address, BlockId.Latest, Token)).ShouldBe(
            new BigInteger(3 * 100 + 2 * 150)
        );

        var revoked = await chain.SendAsync(
            LocalChain.Creator,
            deployment.Registry,
            new RevokeFunction(batchId, pair.Completed.ToStruct(), proof, 2).CallData()
        );
        Event<AttestationRevoked>(revoked)
            .ShouldBe(
                new AttestationRevoked(
                    pair.Completed.Leaf(),
                    LocalChain.Creator.Address,
                    pair.Completed.QuestId,
                    batchId,
                    2
                )
            );
        (await registry.StatusOfAsync(batchId, pair.Completed, proof, BlockId.Latest, Token)).ShouldBe(
            AttestationStatus.RevokedByCreator
        );
    }

    [Fact]
    public async Task Claims_are_asked_for_up_to_1024_at_a_time_and_never_of_an_account_without_code()
    {
        var (client, deployment) = (await chain.ClientAsync(), await chain.DeploymentAsync());
        var distributor = new RewardDistributorContract(client, deployment.Distributor);
        (Address, Guid)[] most =
        [
            .. Enumerable.Range(0, ManyClaimed.Most).Select(_ => (LocalChain.Creator.Address, Guid.CreateVersion7())),
        ];

        (await distributor.ClaimedAsync(most, BlockId.Latest, Token)).ShouldBe(new bool[ManyClaimed.Most]);
        (await distributor.ClaimedAsync([], BlockId.Latest, Token)).ShouldBeEmpty();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() =>
            distributor.ClaimedAsync([.. most, most[0]], BlockId.Latest, Token)
        );
        await Should.ThrowAsync<RpcException>(() =>
            new RewardDistributorContract(client, LocalChain.Creator.Address).ClaimedAsync(
                most[..3],
                BlockId.Latest,
                Token
            )
        );
    }

    [Fact]
    public async Task The_registry_accepts_and_refuses_the_signatures_that_this_library_does()
    {
        var registry = new AttestationRegistryContract(
            await chain.ClientAsync(),
            (await chain.DeploymentAsync()).Registry
        );
        foreach (
            var row in GoldenVectors
                .Rows("signatures", "signatures")
                .Where(r => r.Bytes("signature").Length == 65 && r.Text("signer") != "")
        )
        {
            var bytes = row.Bytes("signature");
            var accepted = EcdsaSignature.TryParse(bytes, out _, out _) && bytes[64] >= 27;
            (
                await registry.IsSignatureValidAsync(
                    row.Address("signer"),
                    row.Hash("digest"),
                    bytes,
                    BlockId.Latest,
                    3_000_000,
                    Token
                )
            ).ShouldBe(accepted, row.Text("name"));
        }
    }

    [Fact]
    public async Task The_deployed_code_is_that_of_the_committed_artifacts()
    {
        var (client, deployment) = (await chain.ClientAsync(), await chain.DeploymentAsync());
        ContractArtifact
            .AttestationRegistry.Matches(await client.GetCodeAsync(deployment.Registry, BlockId.Latest, Token))
            .ShouldBeTrue();
        ContractArtifact
            .RewardDistributor.Matches(await client.GetCodeAsync(deployment.Distributor, BlockId.Latest, Token))
            .ShouldBeTrue();
        ContractArtifact
            .CivicReputation.Matches(await client.GetCodeAsync(deployment.Reputation, BlockId.Latest, Token))
            .ShouldBeTrue();
        ContractArtifact
            .CivicReputation.Matches(await client.GetCodeAsync(deployment.Registry, BlockId.Latest, Token))
            .ShouldBeFalse();
    }

    [Fact]
    public async Task A_call_to_where_no_contract_is_says_so()
    {
        var nobody = new AttestationRegistryContract(await chain.ClientAsync(), LocalChain.Creator.Address);
        var failure = await Should.ThrowAsync<RpcException>(() => nobody.BatchCountAsync(BlockId.Latest, Token));
        failure.Message.ShouldContain($"there is no contract at {LocalChain.Creator.Address}");
    }

    private static T Event<T>(Receipt receipt)
        where T : ContractEvent
    {
        receipt.Succeeded.ShouldBeTrue();
        return receipt.Logs.Select(ContractEvent.Decode).OfType<T>().ShouldHaveSingleItem();
    }
}
