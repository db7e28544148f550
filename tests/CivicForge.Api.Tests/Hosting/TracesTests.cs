using CivicForge.Api.Tests.Harness;
using CivicForge.Chain.Crypto;
using CivicForge.Hosting.Traces;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Hosting;

/// <summary>Who has no collector pays nothing for traces.</summary>
public sealed class TracesTests(TestDatabases databases, SharedChain chain)
{
    [Fact]
    public async Task Without_a_collector_no_step_is_made()
    {
        await using var database = await databases.CreateAsync();
        await using var app = CivicHost.Build(ApiHost.Arguments(database, chain, PrivateKey.Generate(), []));

        WorkTrace.AreWanted.ShouldBeFalse();
        WorkTrace.OfQuest(Guid.CreateVersion7()).Start("attest").ShouldBeNull();
    }
}
