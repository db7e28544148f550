using System.Net.Http.Json;
using System.Text.Json;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Tests.Ethereum;

public class AnvilNodeTests
{
    private static readonly HttpClient Http = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_has_the_development_chain_id_and_funded_accounts()
    {
        await using var node = await AnvilNode.StartAsync(new(), Token);

        (await CallAsync(node, "eth_chainId")).ShouldBe("0x7a69");
        foreach (var account in DevelopmentAccounts.All)
        {
            (await CallAsync(node, "eth_getBalance", account.Address, "latest")).ShouldBe("0x21e19e0c9bab2400000");
        }
    }

    [Fact]
    public async Task Two_nodes_run_side_by_side()
    {
        await using var one = await AnvilNode.StartAsync(new(), Token);
        await using var two = await AnvilNode.StartAsync(new(), Token);

        one.Url.ShouldNotBe(two.Url);
    }

    [Fact]
    public async Task A_state_file_keeps_the_chain_between_runs()
    {
        using var folder = ThrowawayFolder.Create();
        var options = new AnvilOptions { StateFile = Path.Combine(folder.Path, "chain.json") };
        string before,
            genesis;
        await using (var first = await AnvilNode.StartAsync(options, Token))
        {
            await CallAsync(first, "anvil_mine", "0x7");
            before = (await CallAsync(first, "eth_blockNumber"))!;
            genesis = await GenesisAsync(first);
        }

        await using var second = await AnvilNode.StartAsync(options, Token);

        before.ShouldBe("0x7");
        (await CallAsync(second, "eth_blockNumber")).ShouldBe(before);
        (await GenesisAsync(second)).ShouldBe(genesis);
    }

    [Fact]
    public async Task A_node_that_is_ready_already_handles_the_signal_on_which_it_writes_its_state()
    {
        await using var node = await AnvilNode.StartAsync(new(), Token);

        UnixSignals.Catches(node.Process.Id, UnixSignal.Interrupt).ShouldBeTrue();
    }

    [Fact]
    public async Task A_node_that_cannot_start_says_why() =>
        (
            await Should.ThrowAsync<SandboxException>(
                AnvilNode.StartAsync(new() { Arguments = ["--no-such-option"] }, Token)
            )
        ).Message.ShouldContain("--no-such-option");

    [Fact]
    public async Task A_node_that_was_killed_while_it_wrote_its_state_says_how_to_begin_anew()
    {
        using var folder = ThrowawayFolder.Create();
        var state = Path.Combine(folder.Path, "chain.json");
        await File.WriteAllTextAsync(state, """{"block":{"number":"0x7","time""", Token);

        var failure = await Should.ThrowAsync<SandboxException>(
            AnvilNode.StartAsync(new() { StateFile = state }, Token)
        );

        failure.Message.ShouldContain($"it was killed while it wrote {state}. Run with --fresh to begin anew.");
    }

    [Fact]
    public async Task Blocks_after_a_restart_are_of_today()
    {
        using var folder = ThrowawayFolder.Create();
        var state = Path.Combine(folder.Path, "chain.json");
        await File.WriteAllTextAsync(state + ".genesis", "1700000000", Token);
        await using var node = await AnvilNode.StartAsync(new() { StateFile = state }, Token);

        await CallAsync(node, "anvil_mine", "0x1");

        var block = JsonDocument.Parse((await CallAsync(node, "eth_getBlockByNumber", "latest", false))!).RootElement;
        var time = Convert.ToInt64(block.GetProperty("timestamp").GetString(), 16);
        time.ShouldBeInRange(
            DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 60,
            DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 60
        );
    }

    private static async Task<string> GenesisAsync(AnvilNode node) =>
        JsonDocument
            .Parse((await CallAsync(node, "eth_getBlockByNumber", "0x0", false))!)
            .RootElement.GetProperty("hash")
            .GetString()!;

    private static async Task<string?> CallAsync(AnvilNode node, string method, params object[] parameters)
    {
        using var answer = await Http.PostAsJsonAsync(
            node.Url,
            new
            {
                jsonrpc = "2.0",
                id = 1,
                method,
                @params = parameters,
            },
            Token
        );
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        return json.GetProperty("result").ToString();
    }
}
