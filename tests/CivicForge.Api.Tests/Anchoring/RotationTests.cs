using CivicForge.Api.KeyFiles;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Transactions;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Anchoring;

/// <summary>Keys are replaced in the middle of the work, as <c>keys rotate</c> leads through it: pairs wait, are on
/// their way with the old key, and are in blocks that are not final. Nothing is lost and nothing is anchored or paid
/// twice.</summary>
public sealed class RotationTests(TestDatabases databases) : AnchorerTest(databases)
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("civicforge-rotation-");

    protected override ValueTask StopAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_anchorer_s_key_is_replaced_while_pairs_wait_are_sent_and_are_unfinal()
    {
        var indexer = await StartIndexerAsync();
        var rotating = Rotate("anchorer", TestAnchorer.AnchorerKey.Address);
        var old = await StartAsync(("Transactions:BumpAfter", "01:00:00"));
        await Pairs.CompleteAsync(2);
        await old.TickAsync();
        await old.TickAsync();
        await SendThenLoseAsync(old);
        await Pairs.CompleteAsync(3);
        (await TransactionsAsync()).ShouldBe(["confirmed/1", "sent/1"]);

        await AdminCallsAsync(rotating, "grantRole");
        var now = await RestartAsync(await NewKeyAsync(rotating, "Keys:Anchorer"));
        for (var i = 0; i < 4; i++)
        {
            await now.TickAsync();
        }
        await Chain.FinalizeAsync();
        await now.TickAsync();
        await AdminCallsAsync(rotating, "revokeRole");

        (await rotating.Ended.WaitAsync(Eventually.Patience)).ShouldBe(0, rotating.Text);
        rotating.Text.ShouldContain("may not anchor any more");
        (await TransactionsAsync()).ShouldBe(["finalized/1", "finalized/1", "finalized/1"]);
        (await ScalarAsync<long>("SELECT count(DISTINCT sender) FROM civic.transactions")).ShouldBe(2);
        await ExactlyOnceAsync(3);
        await AuditIsCleanAsync(now, indexer);
        (await AlarmsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_payout_key_is_replaced_while_claims_wait_and_are_on_their_way()
    {
        var indexer = await StartIndexerAsync();
        var old = await StartAsync(("Transactions:BumpAfter", "01:00:00"));
        await AnchorFinallyAsync(old, indexer, pairs: 2);
        await old.RelayAsync();
        await AnchorFinallyAsync(old, indexer, pairs: 2);
        await Chain.AutomineAsync(false);
        await old.RelayAsync();
        await Chain.DropAllAsync();
        await Chain.AutomineAsync(true);
        await AnchorFinallyAsync(old, indexer, pairs: 1);

        var rotating = Rotate("payout", TestAnchorer.PayoutKey.Address);
        var now = await RestartAsync(await NewKeyAsync(rotating, "Keys:Payout"));
        for (var i = 0; i < 3; i++)
        {
            await now.RelayAsync();
            await Chain.FinalizeAsync();
            await indexer.CatchUpAsync();
        }

        (await rotating.Ended.WaitAsync(Eventually.Patience)).ShouldBe(0, rotating.Text);
        rotating.Text.ShouldContain("has nothing on its way");
        (await QueryAsync<string>("SELECT DISTINCT state FROM civic.reward_relays")).ShouldBe(["done"]);
        (await QueryAsync<string>("SELECT state FROM civic.transactions WHERE kind = 'claim' ORDER BY id")).ShouldBe([
            "finalized",
            "finalized",
            "finalized",
        ]);
        (
            await ScalarAsync<long>("SELECT count(DISTINCT sender) FROM civic.transactions WHERE kind = 'claim'")
        ).ShouldBe(2);
        await AuditIsCleanAsync(now, indexer);
    }

    [Fact]
    [Trait("Tier", "Long")]
    public async Task A_key_that_lost_its_role_at_once_leaves_a_batch_that_goes_out_with_the_next()
    {
        var old = await StartAsync(("Transactions:BumpAfter", "01:00:00"));
        await SendThenLoseAsync(old);
        var next = PrivateKey.Generate();
        await Chain.SendAsync(DevelopmentAccounts.Deployer, Chain.Registry, Granting(next.Address));
        await Chain.SendAsync(
            DevelopmentAccounts.Deployer,
            Chain.Registry,
            new RevokeRoleFunction(Role, TestAnchorer.AnchorerKey.Address).CallData()
        );
        await Chain.SetBalanceAsync(next.Address, Ether);

        var now = await RestartAsync(("Keys:Anchorer", next.ToHex()));
        await now.TickAsync();
        await Chain.FinalizeAsync();
        await now.TickAsync();
        await now.TickAsync();

        (await TransactionsAsync()).ShouldBe(["reverted-final/1", "confirmed/1"]);
        await ExactlyOnceAsync(1);
        await AuditIsCleanAsync(now);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false, Traits = ["Tier", "Long"])]
    public async Task What_a_replaced_key_cannot_bring_into_a_block_goes_out_again_and_is_there_once(bool oldIsFirst)
    {
        var old = await StartAsync(("Transactions:BumpAfter", "01:00:00"));
        await SendThenLoseAsync(old);
        var balance = await Chain.Client.GetBalanceAsync(
            old.Account.Address,
            CivicForge.Chain.Rpc.BlockId.Latest,
            default
        );
        await Chain.SetBalanceAsync(old.Account.Address, 0);
        var next = PrivateKey.Generate();
        await Chain.SendAsync(DevelopmentAccounts.Deployer, Chain.Registry, Granting(next.Address));
        await Chain.SetBalanceAsync(next.Address, Ether);
        var now = await RestartAsync(("Keys:Anchorer", next.ToHex()));
        await now.TickAsync();
        (await TransactionsAsync()).ShouldBe(["sent/1"], "it may still get into a block");

        await ExecuteAsync(
            "SET session_replication_role = replica; "
                + "UPDATE civic.transaction_attempts SET signed_at = signed_at - interval '31 minutes'"
        );
        await Chain.AutomineAsync(!oldIsFirst);
        await now.TickAsync();
        (await AlarmsAsync()).ShouldContain(line =>
            line.Contains("goes out again with the key of today", StringComparison.Ordinal)
        );
        if (oldIsFirst)
        {
            await Chain.DropAllAsync();
        }
        await Chain.SetBalanceAsync(old.Account.Address, balance);
        await Chain.AutomineAsync(true);
        await Chain.Client.SendRawTransactionAsync(
            await ScalarAsync<byte[]>("SELECT raw FROM civic.transaction_attempts ORDER BY signed_at LIMIT 1"),
            default
        );
        await now.TickAsync();
        await now.TickAsync();
        await Chain.FinalizeAsync();
        await now.TickAsync();

        (await TransactionsAsync())[0].ShouldBe("superseded/1");
        await ExactlyOnceAsync(1);
        await AuditIsCleanAsync(now);
    }

    private static readonly Hash32 Role = Keccak256.Hash("ANCHORER"u8);
    private static readonly System.Numerics.BigInteger Ether = System.Numerics.BigInteger.Pow(10, 18);

    private static byte[] Granting(Address key) => new GrantRoleFunction(Role, key).CallData();

    private Task<IReadOnlyList<string>> AlarmsAsync() =>
        QueryAsync<string>("SELECT kind || ' ' || subject || ': ' || detail FROM civic.alarms WHERE ended_at IS NULL");

    /// <summary>An anchor leaves us, and every pool loses it.</summary>
    private async Task SendThenLoseAsync(TestAnchorer anchorer)
    {
        await Chain.AutomineAsync(false);
        await Pairs.CompleteAsync(2);
        await anchorer.TickAsync();
        await Chain.DropAllAsync();
        await Chain.AutomineAsync(true);
    }

    private async Task AnchorFinallyAsync(TestAnchorer anchorer, TestIndexer indexer, int pairs)
    {
        await Pairs.CompleteAsync(pairs);
        await anchorer.TickAsync();
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        await indexer.CatchUpAsync();
    }

    /// <summary>The real verb, waiting for the chain between its steps.</summary>
    private Rotation Rotate(string name, Address old)
    {
        var said = new StringWriter();
        string[] arguments =
        [
            "rotate",
            name,
            "--out",
            At("next.json"),
            "--passphrase",
            At("passphrase"),
            "--rpc",
            Chain.Url.ToString(),
            "--registry",
            Chain.Registry.ToString(),
            "--old",
            old.ToString(),
        ];
        return new(said, Task.Run(() => KeysVerb.RunAsync(arguments, said)));
    }

    /// <summary>The admin sends what was printed below a line that names the function.</summary>
    private async Task AdminCallsAsync(Rotation rotation, string function)
    {
        var call = await Eventually.NotNullAsync(
            () =>
                Task.FromResult(
                    rotation
                        .Text.Split('\n')
                        .SkipWhile(line => !line.Contains(function, StringComparison.Ordinal))
                        .Skip(1)
                        .FirstOrDefault(line => line.StartsWith("  0x", StringComparison.Ordinal))
                ),
            $"it does not ask for {function}: {rotation.Text}"
        );
        await Chain.SendAsync(DevelopmentAccounts.Deployer, Chain.Registry, Hex.Decode(call.Trim()));
        await Chain.FinalizeAsync();
    }

    /// <summary>The next key has coins and is in the settings.</summary>
    private async Task<(string, string?)[]> NewKeyAsync(Rotation rotation, string setting)
    {
        await Eventually.TrueAsync(
            () => Task.FromResult(rotation.Text.Contains("The next", StringComparison.Ordinal)),
            "it makes no key"
        );
        await Chain.SetBalanceAsync(KeyFile.Open(At("next.json"), At("passphrase")).Address, Ether);
        return [(setting, At("next.json")), ("Keys:PassphraseFile", At("passphrase"))];
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private sealed record Rotation(StringWriter Said, Task<int> Ended)
    {
        public string Text => Said.ToString();
    }
}
