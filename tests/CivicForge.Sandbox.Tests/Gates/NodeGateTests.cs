using CivicForge.Sandbox.Environments;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Gates;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Tests.Gates;

public class NodeGateTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_of_the_named_chain_opens_the_gate_and_of_another_chain_does_not()
    {
        await using var node = await AnvilNode.StartAsync(new(), Token);
        var right = new ChainPlace { Rpc = node.Url, Id = DevelopmentAccounts.ChainId };

        (await NodeAsync(right)).Finding.ShouldBe(Finding.Pass);
        (await NodeAsync(right with { Id = 1 })).Reason.ShouldContain("not 1");
        (await NodeAsync(right with { Genesis = "0x" + new string('1', 64) })).Finding.ShouldBe(Finding.Fail);
    }

    [Fact]
    public async Task Two_providers_must_agree_about_a_final_block()
    {
        await using var one = await AnvilNode.StartAsync(new(), Token);
        await using var two = await AnvilNode.StartAsync(new() { Arguments = ["--timestamp", "1767225600"] }, Token);
        var place = new ChainPlace { Rpc = one.Url, Id = DevelopmentAccounts.ChainId };

        (await FindAsync(place, "second-node")).Finding.ShouldBe(Finding.NotKnown);
        (await FindAsync(place with { SecondRpc = one.Url }, "second-node")).Finding.ShouldBe(Finding.Pass);
        (await FindAsync(place with { SecondRpc = two.Url }, "second-node")).Finding.ShouldBe(Finding.Fail);
    }

    [Fact]
    public async Task A_node_that_does_not_answer_is_not_known()
    {
        var silent = new ChainPlace { Rpc = new($"http://127.0.0.1:{Ports.Free()}"), Id = 1 };

        (await NodeAsync(silent)).Finding.ShouldBe(Finding.NotKnown);
    }

    private static Task<Gate> NodeAsync(ChainPlace place) => FindAsync(place, "node");

    private static async Task<Gate> FindAsync(ChainPlace place, string name) =>
        (await new NodeGates(place, TimeProvider.System.GetUtcNow()).LookAsync(null, Token)).Single(gate =>
            gate.Name == name
        );
}
