using System.Globalization;
using System.Net;
using CivicForge.Api.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CivicForge.Api.Tests.Telemetry;

/// <summary>What alerts are written on: each is there before anything happens, so that the first time counts as an
/// increase.</summary>
public sealed class AlertedMetricTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Refusals_are_counted_by_their_code()
    {
        using var anyone = fixture.Host.Anonymous();
        var before = (await ValuesAsync("civicforge_problems_total{code=\"quest-not-found\"}")).Sum();
        (await anyone.GetAsync($"/quests/{Guid.CreateVersion7()}")).Status.ShouldBe(HttpStatusCode.NotFound);
        var after = await ValuesAsync("civicforge_problems_total{code=\"quest-not-found\"}");
        after.Sum().ShouldBeGreaterThan(before);
        (await ValuesAsync("civicforge_problems_total{code=\"siwe-chain-mismatch\"}")).ShouldContain(0);
        (await ValuesAsync("civicforge_rate_limited_total")).ShouldContain(0);
    }

    [Theory]
    [InlineData("database")]
    [InlineData("migrations")]
    [InlineData("clock")]
    public Task A_scrape_shows_what_readiness_says(string check) =>
        Eventually.TrueAsync(
            async () => (await ValuesAsync($"civicforge_health_status{{check=\"{check}\"}}")).Contains(2),
            "a look that takes longer than a scrape is shown by the next one"
        );

    [Fact]
    public async Task Error_lines_are_counted()
    {
        var before = (await ValuesAsync("civicforge_log_lines_total{level=\"error\"}")).Sum();
        fixture.Host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Test").LogError("Something broke");
        (await ValuesAsync("civicforge_log_lines_total{level=\"error\"}")).Sum().ShouldBeGreaterThan(before);
    }

    /// <summary>Of this host, and of those of other tests in this process.</summary>
    private async Task<double[]> ValuesAsync(string series) =>
        [
            .. (await fixture.Host.MetricsAsync())
                .Split('\n')
                .Where(line => line.StartsWith(series + " ", StringComparison.Ordinal))
                .Select(line => double.Parse(line[(series.Length + 1)..], CultureInfo.InvariantCulture)),
        ];
}
