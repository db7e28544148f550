using CivicForge.Api.KeyFiles;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain.Crypto;
using CivicForge.Hosting;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Hosting;

/// <summary>A process with a wrong setting does not start, and says which and what to do.</summary>
public sealed class StartTests(TestDatabases databases, SharedChain chain)
{
    [Theory]
    [InlineData("role", "", "--role api")]
    [InlineData("role", "indexer", "--role api")]
    [InlineData("role", "api,anchorer", "only --role api,worker")]
    [InlineData("role", "api,worker", "ConnectionStrings__Worker")]
    [InlineData("role", "worker", "only role api may hold it")]
    [InlineData("Keys:Receipt", "", "./civicforge keys new receipt")]
    [InlineData("Keys:Session", "", "./civicforge keys new session")]
    [InlineData("Keys:Anchorer", "0x01", "only role anchorer may hold it")]
    [InlineData("Keys:Payout", "0x01", "only role anchorer may hold it")]
    [InlineData("ConnectionStrings:Civic", "", "ConnectionStrings__Civic")]
    [InlineData("Chain:Id", "", "Chain__Id")]
    [InlineData("Chain:Id", "one", "not a number")]
    [InlineData("Chain:RpcUrl", "nowhere", "absolute URL")]
    [InlineData("Chain:RegistryAddress", "0x12", "EIP-55")]
    [InlineData("Chain:Finality", "soon", "finalized")]
    [InlineData("Chain:GenesisHash", "0x12", "64 hex digits")]
    [InlineData("Auth:Origins", "", "Auth__Origins")]
    [InlineData("Auth:Origins", "civicforge.test/path", "not an origin")]
    [InlineData("Auth:Origins", "https://bad_host-.example", "not a name")]
    [InlineData("Auth:MaxSessionAge", "00:01:00", "at least")]
    [InlineData("Auth:MaxSessionsPerMember", "0", "from 1")]
    [InlineData("Auth:Operators", "me", "not an address")]
    [InlineData("Anchoring:AnchorWithin", "soon", "number of seconds")]
    [InlineData("RateLimits:Create", "many", "RateLimits:Create is 'many'")]
    [InlineData("RateLimits:Multiplier", "0", "RateLimits:Multiplier is '0'")]
    [InlineData("RateLimits:OtherPerAddress", "-1", "RateLimits:OtherPerAddress is '-1'")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector", "OTEL_EXPORTER_OTLP_ENDPOINT is 'collector'")]
    public async Task A_wrong_setting_stops_the_start(string key, string value, string hint)
    {
        await using var database = await databases.CreateAsync();
        var arguments = ApiHost.Arguments(database, chain, PrivateKey.Generate(), new() { [key] = value });
        Should.Throw<ConfigurationException>(() => CivicHost.Build(arguments)).Message.ShouldContain(hint);
        (await Program.Main(arguments)).ShouldBe(64);
    }

    [Theory]
    [InlineData("Auth:Operators")]
    [InlineData("Auth:Moderators")]
    public async Task Nobody_whose_key_everybody_knows_has_a_role_where_something_is_worth_something(string key)
    {
        await using var database = await databases.CreateAsync();
        Dictionary<string, string> settings = new()
        {
            [key] = DevelopmentAccounts.Operator.Address,
            ["Chain:Development"] = "false",
        };
        var arguments = ApiHost.Arguments(database, chain, PrivateKey.Generate(), settings);

        Should.Throw<ConfigurationException>(() => CivicHost.Build(arguments)).Message.ShouldContain("everybody knows");
    }

    [Theory]
    [InlineData("Connections:Max", "0")]
    [InlineData("Connections:Max", "some")]
    [InlineData("Connections:KeepAlive", "soon")]
    [InlineData("Connections:SlowFor", "00:00:00")]
    [InlineData("Evidence:Uploads", "0")]
    [InlineData("Evidence:Uploads", "99999999999")]
    [InlineData("Answers:MaxBytes", "all")]
    [InlineData("Quests:MaxOpenClaims", "0")]
    [InlineData("Quests:ClaimDays", "91")]
    public async Task A_wrong_value_of_an_option_stops_the_start_and_is_named(string key, string value)
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        var arguments = ApiHost.Arguments(database, chain, PrivateKey.Generate(), new() { [key] = value });
        var thrown = await Should.ThrowAsync<Exception>(async () =>
        {
            await using var app = CivicHost.Build(arguments);
            await app.StartAsync();
        });
        ConfigurationFault.Describe(thrown).ShouldNotBeNull(thrown.ToString()).ShouldContain(key.Split(':')[0]);
        ConfigurationFault.Describe(thrown)!.ShouldContain(key.Split(':')[1]);
        (await Program.Main(arguments)).ShouldBe(64);
    }

    [Theory]
    [InlineData("Keys:Receipt", "0x12")]
    [InlineData("Keys:Receipt", "/no/such/file")]
    [InlineData("Keys:Session", "/no/such/file")]
    public async Task A_key_that_is_none_stops_the_start(string key, string value)
    {
        await using var database = await databases.CreateAsync();
        var arguments = ApiHost.Arguments(database, chain, PrivateKey.Generate(), new() { [key] = value });
        Should.Throw<ConfigurationException>(() => CivicHost.Build(arguments)).Message.ShouldContain(key);
    }

    [Fact]
    public async Task Keys_may_be_in_files()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, NewKey.Plain("session") + "\n");
        await using var app = CivicHost.Build(
            ApiHost.Arguments(database, chain, PrivateKey.Generate(), new() { ["Keys:Session"] = file })
        );
        File.Delete(file);
    }

    [Theory]
    [InlineData("anchorer", "^0x[0-9a-f]{64}$")]
    [InlineData("payout", "^0x[0-9a-f]{64}$")]
    [InlineData("receipt", "^0x[0-9a-f]{64}$")]
    [InlineData("session", "^-----BEGIN PRIVATE KEY-----")]
    public void Keys_are_made_fresh(string name, string pattern)
    {
        NewKey.Plain(name).ShouldMatch(pattern);
        NewKey.Plain(name).ShouldNotBe(NewKey.Plain(name));
    }

    [Fact]
    public async Task Unknown_verbs_and_keys_are_named()
    {
        (await Program.Main(["fly"])).ShouldBe(64);
        (await Program.Main(["keys"])).ShouldBe(64);
        (await Program.Main(["keys", "new", "house"])).ShouldBe(64);
        (await Program.Main(["migrate"])).ShouldBe(64);
        (await Program.Main(["errors"])).ShouldBe(0);
    }
}
