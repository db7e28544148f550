using System.Net;
using CivicForge.Api.Operators;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Transactions;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Sandbox.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace CivicForge.Api.Tests.Anchoring;

/// <summary>Role api, anchorer and indexer over one database and a chain of their own: what members do over HTTP gets
/// anchored when the test says so.</summary>
public sealed class AnchoredTown(TestDatabases databases) : IAsyncLifetime
{
    private readonly SharedChain _chain = new();
    private TestAnchorer _anchorer = null!;
    private TestIndexer _indexer = null!;

    private readonly PrivateKey _operator = PrivateKey.Generate();

    public ApiHost Api { get; private set; } = null!;

    internal TestChain Chain => _chain.Chain;

    public async ValueTask InitializeAsync()
    {
        await _chain.InitializeAsync();
        Api = await ApiHost.StartAsync(databases, _chain, new() { ["Auth:Operators"] = _operator.Address.ToString() });
        _anchorer = TestAnchorer.Start(Api.Database, Chain);
        (await _anchorer.Lease.TryAcquireAsync(default)).ShouldBeTrue();
        _indexer = await TestIndexer.StartAsync(Api.Database, Chain);
    }

    public Task<ApiClient> OperatorAsync() => Api.MemberAsync(_operator);

    /// <summary>A quest from creation to both signatures.</summary>
    public async Task<(Guid Quest, ApiClient Creator, ApiClient Performer)> CompleteAsync(
        string title = "Plant three young oaks",
        string visibility = "public",
        ApiClient? by = null
    )
    {
        var (creator, performer) = (await Api.MemberAsync(), by ?? await Api.MemberAsync());
        var quest = await creator.CreateQuestAsync(
            new
            {
                title,
                description = "Dig, plant and water three young oaks.",
                category = "environmental",
                visibility,
            }
        );
        if (visibility == "public")
        {
            await performer.ClaimAsync(quest);
        }
        else
        {
            await creator.GiveAsync(quest, performer);
        }
        await performer.SubmitAsync(quest);
        (await creator.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        (await performer.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        return (quest, creator, performer);
    }

    /// <summary>A member whose account is a contract: OwnedWallet of contracts/test/fixture, signed in with its owner's
    /// key.</summary>
    internal async Task<ApiClient> ContractWalletAsync(PrivateKey owner)
    {
        var client = new ApiClient(Api, owner) { Address = await DeployWalletAsync(owner) };
        await client.SignInAsync();
        return client;
    }

    /// <summary>Fixes what waits in a batch, and sends nothing.</summary>
    public async Task SealAsync() => (await _anchorer.Sealing.RunAsync(force: true, default)).ShouldNotBeNull();

    /// <summary>Anchors what waits; its block is in the database, but not final.</summary>
    public async Task AnchorAsync()
    {
        await _anchorer.TickAsync();
        await _indexer.CatchUpAsync();
    }

    public async Task FinalizeAsync()
    {
        await Chain.FinalizeAsync();
        await _anchorer.TickAsync();
        await _indexer.CatchUpAsync();
    }

    internal IReadOnlyList<string> AnchorerLog => _anchorer.Log;

    /// <summary>What the operators' overview complains about.</summary>
    internal async Task<IReadOnlyList<string>> AlarmsAsync() =>
        (await AnchoringOverview.ReadAsync(Api.Owner, Api.Services.GetRequiredService<ChainCosts>(), default)).Alarms;

    /// <summary>The contract wallet that attested.</summary>
    internal async Task<Address> WalletAsync() =>
        new((await Api.ScalarAsync<byte[]>("SELECT attester FROM civic.attestations WHERE kind <> 'ecdsa'"))!);

    /// <summary>Contract signatures whose block is final are checked again.</summary>
    internal Task RecheckAsync() => _anchorer.RecheckAsync();

    internal async Task RelayAsync()
    {
        await _anchorer.RelayAsync();
        await _indexer.CatchUpAsync();
    }

    /// <summary>Deploys the wallet once more: after a reorg that took it, at the same address.</summary>
    internal Task<Address> DeployWalletAsync(PrivateKey owner) =>
        _chain.DeployWalletAsync("OwnedWallet", "address", owner.Address);

    /// <summary>The newest blocks are replaced, and the indexer has seen it.</summary>
    public async Task ReorgAsync(int depth)
    {
        await Chain.ReorgAsync(depth);
        await _indexer.CatchUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _indexer.DisposeAsync();
        await _anchorer.DisposeAsync();
        await Api.DisposeAsync();
        await _chain.DisposeAsync();
    }
}
