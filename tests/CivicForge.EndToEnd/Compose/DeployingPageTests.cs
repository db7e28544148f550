using System.Text.RegularExpressions;
using CivicForge.Chain.Crypto;
using CivicForge.Sandbox.Testing;

namespace CivicForge.EndToEnd.Compose;

/// <summary>The page on deploying, line by line, with a chain of the test in place of a public one. It needs a
/// container engine: <c>./civicforge test --all compose</c> runs it.</summary>
[Trait(ContainersPart.Trait, ContainersPart.Engine)]
[Trait(LongTier.Trait, LongTier.Long)]
public sealed class DeployingPageTests : IAsyncLifetime
{
    private const string Page = "docs/deploying.md",
        FirstPair = "From an empty server to the first anchored pair";

    private ComposeProject _project = null!;
    private OutsideNode _node = null!;

    public async ValueTask InitializeAsync()
    {
        _project = await ComposeProject.PrepareAsync();
        _node = new(_project.Name);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _project.DisposeAsync();
    }

    [Fact(Explicit = true)]
    public async Task From_nothing_to_the_first_anchored_pair_and_through_the_rest_of_the_page()
    {
        var settings = await File.ReadAllTextAsync(_project.EnvFile);
        using var typist = new Typist(
            _project,
            ("SITE", "http://localhost"),
            ("RPC_URL", OutsideNode.UrlInside),
            ("GUARDIAN", PrivateKey.Generate().Address.ToString())
        );
        var commands = Typist.Commands(Page);
        var first = commands.Where(command => command.Section == FirstPair).ToList();
        first.Count.ShouldBeGreaterThan(10);

        var deployer = "";
        foreach (var command in first.Concat(commands.Where(command => command.Section != FirstPair)))
        {
            if (command.Text.Contains(" deploy ", StringComparison.Ordinal))
            {
                await FundAsync(typist, deployer);
            }

            if (command == first[^1])
            {
                await _project.WalkAsync(); // the two people; the audit is last
            }

            var text = await typist.TypeAsync(command);

            if (command.Text.StartsWith("cat >>.env", StringComparison.Ordinal))
            {
                // The project of this test is of this test, and so is its chain; everything else stays.
                await File.AppendAllTextAsync(_project.EnvFile, settings + OfThisTest());
            }
            if (command.Text.Contains(" init ", StringComparison.Ordinal))
            {
                await _node.StartAsync(); // in the network that compose has made now
            }
            if (command.Text.Contains(" keys show -", StringComparison.Ordinal))
            {
                deployer = Regex.Match(text, "0x[0-9a-fA-F]{40}").Value;
            }
            if (command.Text.StartsWith("docker compose up -d", StringComparison.Ordinal))
            {
                await _project.HealthyAsync();
            }
        }
    }

    private string OfThisTest() =>
        $"""
            CIVICFORGE_SETTINGS={_project.EnvFile}
            CIVICFORGE_SITE=http://localhost
            CIVICFORGE_ADDRESS=127.0.0.1
            Chain__Id={OutsideNode.ChainId}
            Chain__RpcHint={_node.UrlOutside}
            Anchoring__Tick=00:00:01
            Anchoring__MaxAge=00:00:02
            Anchoring__AnchorWithin=60
            RateLimits__Multiplier=100

            """;

    /// <summary>The faucet.</summary>
    private async Task FundAsync(Typist typist, string deployer)
    {
        var addresses = typist.Read("addresses.txt");
        foreach (var address in new[] { deployer, Named("Anchorer"), Named("Payout") })
        {
            await _node.FundAsync(address);
        }

        string Named(string key) =>
            addresses
                .Split('\n')
                .Single(line => line.StartsWith(key + ": ", StringComparison.Ordinal))
                .Split(' ')[^1]
                .Trim();
    }
}
