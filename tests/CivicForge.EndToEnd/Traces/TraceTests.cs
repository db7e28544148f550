using CivicForge.Sandbox.Processes;

namespace CivicForge.EndToEnd.Traces;

/// <summary>What happens to a pair, from the first signature to the points, is one trace, whichever processes do
/// it.</summary>
public sealed class TraceTests : IDisposable
{
    private static readonly string[] OfThePair =
    [
        "civicforge-api: attest",
        "civicforge-api: complete",
        "civicforge-anchorer: sealed",
        "civicforge-anchorer: claim sent",
        "civicforge-indexer: claim indexed",
    ];

    private static readonly string[] OfTheBatch =
    [
        "civicforge-anchorer: seal",
        "civicforge-anchorer: anchor sent",
        "civicforge-anchorer: anchor finalized",
        "civicforge-indexer: anchor indexed",
    ];

    private readonly ThrowawayFolder _folder = ThrowawayFolder.Create();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_pair_is_one_trace_through_api_anchorer_and_indexer_linked_with_its_batchs()
    {
        await using var collector = new Collector();
        await using var up = await LaunchedSandbox.StartAsync(
            Path.Combine(_folder.Path, "data"),
            new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url }
        );
        (await Launcher.RunAsync("demo", "--url", up.Connection.Url.ToString())).ExitCode.ShouldBe(0);

        var pair = await WaitAsync(collector, OfThePair);
        var quest = await up.GetAsync($"/api/v1/quests/{Guid.ParseExact(pair[0].Trace, "N")}");
        quest.GetProperty("status").GetString().ShouldBe("COMPLETE");
        pair.Count(step => step.Name == "attest").ShouldBe(2);
        pair.ShouldAllBe(step => step.Parent == "", "a viewer would look for a span that nobody sends");

        var placed = pair.Single(step => step.Name == "sealed");
        var batch = await WaitAsync(collector, OfTheBatch, placed.Links.ShouldHaveSingleItem().Trace);
        var sealing = batch.Single(step => step.Name == "seal");
        placed.Links.ShouldBe([sealing.Self]);
        sealing.Links.ShouldContain(placed.Self);

        var request = pair.First(step => step.Name == "attest").Links.ShouldHaveSingleItem();
        collector.Spans.Single(span => span.Self == request).Name.ShouldBe("POST /api/v1/quests/{id}/attestations");
        collector.Spans.ShouldNotContain(span => span.Name.Contains("/health"));
    }

    /// <returns>The first trace, or this one, once it has all of these steps.</returns>
    private static async Task<List<OtlpSpan>> WaitAsync(Collector collector, string[] steps, string? id = null)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMinutes(2))
        {
            var whole = collector
                .Spans.Where(span => id is null || span.Trace == id)
                .GroupBy(span => span.Trace)
                .FirstOrDefault(trace => !steps.Except(trace.Select(span => span.Step)).Any());
            if (whole is not null)
            {
                return [.. whole];
            }
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
        var seen = collector.Spans.Select(span => $"{span.Trace} {span.Step}").Distinct().Order();
        throw new TimeoutException($"No trace has all of {string.Join(", ", steps)}:\n{string.Join('\n', seen)}");
    }
}
