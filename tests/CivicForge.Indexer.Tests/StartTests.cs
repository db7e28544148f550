using CivicForge.Hosting;
using CivicForge.Sandbox.Processes;
using Microsoft.Extensions.Configuration;

namespace CivicForge.Indexer.Tests;

/// <summary>A process with a wrong setting does not start, and says which and what to do.</summary>
public sealed class StartTests
{
    private const string Contract = "0x5FbDB2315678afecb367f032d93F642f64180aa3";

    [Theory]
    [InlineData("Indexer:Poll", "soon")]
    [InlineData("Indexer:Poll", "00:00:00")]
    [InlineData("Indexer:Poll", "-00:00:01")]
    [InlineData("Indexer:Poll", "10")]
    [InlineData("Indexer:LongestBackOff", "00:00:00")]
    [InlineData("Indexer:LeaseTerm", "00:00:00.5")]
    [InlineData("Indexer:CallTimeout", "-00:00:00.001")]
    [InlineData("Indexer:RangeSize", "0")]
    [InlineData("Indexer:RangeSize", "99999999999")]
    [InlineData("Indexer:ReadAhead", "0")]
    [InlineData("Indexer:Concurrency", "-1")]
    [InlineData("Indexer:AuditSize", "all")]
    [InlineData("Indexer:BelieveAfter", "-00:00:01")]
    [InlineData("Indexer:FinalityWithin", "00:00:00")]
    [InlineData("Chain:Id", "one")]
    [InlineData("Chain:Id", "0")]
    [InlineData("Chain:StartBlock", "-1")]
    [InlineData("Chain:RpcUrl", "localhost:8545")]
    [InlineData("Chain:RpcUrl", "/rpc")]
    [InlineData("Chain:SecondRpcUrl", "ftp://node")]
    [InlineData("Chain:GenesisHash", "0x12")]
    [InlineData("Chain:RegistryAddress", "0x12")]
    [InlineData("Chain:Finality", "-5")]
    [InlineData("ConnectionStrings:Civic", "")]
    [InlineData("ConnectionStrings:Civic", "Port=all")]
    [InlineData("ConnectionStrings:Civic", "Port=99999999999")]
    [InlineData("ConnectionStrings:Civic", "SSL Mode=maybe")]
    [InlineData("Database:PasswordFiles:Indexer", "/no/such/file")]
    public void A_value_that_cannot_be_used_is_named(string key, string value) =>
        Should
            .Throw<ConfigurationException>(() => IndexerSettings.Read(Settings((key, value))))
            .Message.Split('\n')
            .ShouldHaveSingleItem()
            .ShouldContain(key);

    [Fact]
    public void All_faults_are_told_at_once_and_no_connection_string_is_quoted()
    {
        var settings = Settings(
            ("Indexer:Poll", "soon"),
            ("Chain:Id", "one"),
            ("ConnectionStrings:Civic", "Username=civic_indexer;Passwort=secret")
        );
        var faults = Should.Throw<ConfigurationException>(() => IndexerSettings.Read(settings)).Message;
        faults.Split('\n').Length.ShouldBe(3);
        faults.ShouldNotContain("secret");
    }

    [Fact]
    public void Optional_settings_may_be_empty()
    {
        var settings = IndexerSettings.Read(
            Settings(("Chain:SecondRpcUrl", ""), ("Chain:GenesisHash", ""), ("Chain:ReputationAddress", ""))
        );
        settings.Indexer.Poll.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task The_process_ends_with_64_and_a_line_for_each_fault()
    {
        var lines = new List<string>();
        await using var indexer = await ChildProcess.StartAsync(
            new("dotnet", typeof(IndexerSettings).Assembly.Location, "--Indexer:Poll=soon") { OnLine = lines.Add },
            TestContext.Current.CancellationToken
        );
        (await indexer.Exited).ShouldBe(64, indexer.Tail);
        lines.ShouldAllBe(line => line.StartsWith("civicforge-indexer: ", StringComparison.Ordinal));
        lines.Count.ShouldBeGreaterThan(5);
        lines.ShouldContain(line => line.Contains("'soon' at 'Indexer:Poll'", StringComparison.Ordinal));
        indexer.Tail.ShouldNotContain("   at ");
    }

    private static IConfiguration Settings(params (string Key, string Value)[] changed)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Chain:RpcUrl"] = "http://127.0.0.1:8545",
            ["Chain:Id"] = "31337",
            ["Chain:RegistryAddress"] = Contract,
            ["Chain:DistributorAddress"] = Contract,
            ["ConnectionStrings:Civic"] = "Host=127.0.0.1;Database=civicforge;Username=civic_indexer",
        };
        foreach (var (key, value) in changed)
        {
            settings[key] = value;
        }
        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }
}
