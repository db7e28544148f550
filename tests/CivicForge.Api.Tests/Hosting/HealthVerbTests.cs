using CivicForge.Hosting;
using CivicForge.Hosting.Health;
using CivicForge.Sandbox.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace CivicForge.Api.Tests.Hosting;

/// <summary>The verb <c>health</c>, by whose exit code an engine knows whether a container works.</summary>
public sealed class HealthVerbTests
{
    [Theory]
    [InlineData(ReadinessCheck.Ok, 0)]
    [InlineData(ReadinessCheck.Degraded, 0)]
    [InlineData(ReadinessCheck.Failed, 1)]
    public async Task It_asks_the_process_beside_it_wherever_that_listens(string status, int exitCode)
    {
        var port = Ports.Free();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        app.MapHealth(_ => Task.FromResult(ReadinessReport.Of([new("database", status, null)])));
        await app.StartAsync();

        string[] settings =
        [
            $"--ASPNETCORE_URLS=http://+:{port}",
            $"--ASPNETCORE_URLS=http://0.0.0.0:{port};http://0.0.0.0:1",
            $"--Metrics:Url=http://0.0.0.0:{port}",
        ];
        foreach (var setting in settings)
        {
            var said = new StringWriter();
            (await HealthVerb.RunAsync([setting], said)).ShouldBe(exitCode, setting);
            said.ToString().ShouldContain("database");
        }
    }

    [Fact]
    public async Task A_process_that_does_not_answer_is_not_healthy_and_one_without_an_address_is_wrongly_configured()
    {
        var said = new StringWriter();
        (await HealthVerb.RunAsync([$"--ASPNETCORE_URLS=http://+:{Ports.Free()}"], said)).ShouldBe(1);
        said.ToString().ShouldContain("does not answer");

        (
            await Should.ThrowAsync<ConfigurationException>(() => HealthVerb.RunAsync(["--ASPNETCORE_URLS="], said))
        ).Message.ShouldContain("ASPNETCORE_URLS");
    }
}
