using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Sandbox.Deploying;
using CivicForge.Sandbox.Ethereum;

namespace CivicForge.Sandbox.Tests.Deploying;

public sealed class DeploymentTests : IAsyncLifetime
{
    private static readonly PrivateKey Deployer = PrivateKey.FromHex(DevelopmentAccounts.Deployer.PrivateKey);

    private static readonly DeploymentPlan Plan = new(
        Address.Parse(DevelopmentAccounts.Anchorer.Address),
        Address.Parse(DevelopmentAccounts.Operator.Address),
        PrivateKey.Generate().Address
    );

    private AnvilNode _node = null!;
    private EthClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _node = await AnvilNode.StartAsync(new(), Token);
        _client = new EthClient(_node.Url);
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task The_registry_of_a_new_chain_lies_where_every_development_chain_has_it()
    {
        var deployment = await Deployment.RunAsync(_client, Deployer, Plan, Token);

        deployment.ChainId.ShouldBe(31337UL);
        deployment.Registry.ToString().ShouldBe("0x5FbDB2315678afecb367f032d93F642f64180aa3");
        (
            await new AttestationRegistryContract(_client, deployment.Registry).ReceiptKeyAsync(BlockId.Latest, Token)
        ).ShouldBe(Plan.ReceiptKey);
        ContractArtifact
            .CivicReputation.Matches(await _client.GetCodeAsync(deployment.Reputation, BlockId.Latest, Token))
            .ShouldBeTrue();
    }

    [Fact]
    public async Task Running_it_again_finds_the_same_contracts_and_sends_nothing()
    {
        var first = await Deployment.RunAsync(_client, Deployer, Plan, Token);
        var sent = await _client.GetTransactionCountAsync(Deployer.Address, BlockId.Latest, Token);

        var again = await Deployment.RunAsync(_client, Deployer, Plan, Token);

        again.ShouldBe(first with { StartBlock = null });
        (await _client.GetTransactionCountAsync(Deployer.Address, BlockId.Latest, Token)).ShouldBe(sent);
    }

    [Fact]
    public async Task Other_roles_make_another_deployment()
    {
        var first = await Deployment.RunAsync(_client, Deployer, Plan, Token);

        var other = await Deployment.RunAsync(
            _client,
            Deployer,
            Plan with
            {
                Anchorer = PrivateKey.Generate().Address,
            },
            Token
        );

        other.Registry.ShouldNotBe(first.Registry);
        other.Distributor.ShouldNotBe(first.Distributor);
    }

    [Fact]
    public async Task A_registry_without_the_right_code_is_refused() =>
        (
            await Should.ThrowAsync<SandboxException>(
                Deployment.RunAsync(_client, Deployer, Plan with { Registry = Plan.Guardian }, Token)
            )
        ).Message.ShouldContain(Plan.Guardian.ToString());

    [Fact]
    public async Task Funding_gives_what_is_missing_and_nothing_the_second_time()
    {
        var account = PrivateKey.Generate().Address;

        await Deployment.FundAsync(_client, Deployer, account, 1000, Token);
        await Deployment.FundAsync(_client, Deployer, account, 1000, Token);

        (await _client.GetBalanceAsync(account, BlockId.Latest, Token)).ShouldBe(1000);
    }
}
