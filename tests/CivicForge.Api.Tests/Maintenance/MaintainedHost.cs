using System.Net;
using CivicForge.Api.Maintenance;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain.Crypto;
using CivicForge.Sandbox.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace CivicForge.Api.Tests.Maintenance;

/// <summary>Role api with an operator who turns the switch.</summary>
public abstract class MaintainedHost(TestDatabases databases, SharedChain chain) : IAsyncLifetime
{
    private readonly PrivateKey _key = PrivateKey.Generate();

    internal ApiHost Host { get; private set; } = null!;
    internal ApiClient Operator { get; private set; } = null!;
    internal string Operators => _key.Address.ToString();

    public async ValueTask InitializeAsync()
    {
        Host = await ApiHost.StartAsync(databases, chain, new() { ["Auth:Operators"] = Operators });
        Operator = await Host.MemberAsync(_key);
    }

    public async ValueTask DisposeAsync()
    {
        Operator.Dispose();
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal Task<Answer> TurnAsync(string? mode, string? reason = null, DateTimeOffset? until = null) =>
        Operator.PostAsync(
            "/operator/maintenance",
            new
            {
                mode,
                reason,
                until,
            }
        );

    /// <summary>Turned, and seen by this process.</summary>
    internal async Task SwitchAsync(string mode, string? reason = null, DateTimeOffset? until = null)
    {
        (await TurnAsync(mode, reason, until)).ShouldBe(HttpStatusCode.OK);
        await Host.Services.GetRequiredService<MaintenanceWatch>().LookAsync(default);
    }
}
