using CivicForge.Api.Quests;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using CivicForge.Api.Database;

namespace CivicForge.Api.Tests.Quests;

public sealed class ExpiryTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task Due_quests_expire_with_a_refund_and_old_claims_go_back_to_open()
    {
        using var creator = await _host.MemberAsync();
        using var performer = await _host.MemberAsync();
        var (due, old, young) = (await creator.CreateQuestAsync(), await creator.CreateQuestAsync(), await creator.CreateQuestAsync());
        await performer.ClaimAsync(old);
        await performer.ClaimAsync(young);
        await _host.ExecuteAsync("UPDATE civic.quests SET due_at = clock_timestamp() - interval '1 second' WHERE id = @due", new { due });
        await _host.ExecuteAsync("UPDATE civic.quests SET claimed_at = clock_timestamp() - interval '15 days' WHERE id = @old", new { old });
        await using var services = Anchorer();
        (await services.GetRequiredService<ExpireQuests>().RunAsync(default)).ShouldBe(2);
        (await services.GetRequiredService<ExpireQuests>().RunAsync(default)).ShouldBe(0);
        (await creator.GetAsync($"/quests/{due}"))["status"].GetString().ShouldBe("EXPIRED");
        (await creator.GetAsync($"/quests/{old}"))["status"].GetString().ShouldBe("OPEN");
        (await creator.GetAsync($"/quests/{young}"))["status"].GetString().ShouldBe("CLAIMED");
        (await creator.GetAsync("/me"))["creationPoints"].GetInt64().ShouldBe(8);
    }

    [Fact]
    public async Task What_has_run_out_is_cleared()
    {
        using var member = await _host.MemberAsync();
        await member.PostAsync("/auth/nonce", new { });
        await member.PostAsync("/quests", ApiClient.NewQuest(), ("Idempotency-Key", "old"));
        await _host.ExecuteAsync("UPDATE civic.sign_in_nonces SET expires_at = expires_at - interval '1 hour'; UPDATE civic.idempotency_keys SET created_at = created_at - interval '2 days'");
        await using var services = Anchorer();
        (await services.GetRequiredService<ClearExpired>().RunAsync(default)).ShouldBeGreaterThanOrEqualTo(2);
    }

    /// <summary>The services of role anchorer, as its database user.</summary>
    private ServiceProvider Anchorer()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:Civic"] = _host.ConnectionStringFor("civic_anchorer") }).Build();
        var services = new ServiceCollection().AddLogging();
        services.AddDatabase(configuration);
        services.AddQuestExpiry();
        return services.BuildServiceProvider();
    }
}
