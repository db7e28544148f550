using System.Net;
using CivicForge.Api.Http.LargeAnswers;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CivicForge.Api.Tests.Http.Connections;

public sealed class SlowReaderTests(TestDatabases databases, SharedChain chain)
{
    private const int Leaves = 60_000;

    /// <summary>A batch that nobody signed: only its size counts here.</summary>
    private const string Batch = """
        INSERT INTO civic.batches (root, leaf_count, tree, sealed_at, fence)
        VALUES (decode(repeat('ab', 32), 'hex'), @leaves, decode(repeat('ab', 32 * (2 * @leaves - 1)), 'hex'),
            clock_timestamp(), 1)
        """;

    [Fact]
    public async Task Readers_of_a_tree_that_do_not_read_hold_no_connection_of_the_database()
    {
        await using var host = await ApiHost.StartAsync(
            databases,
            chain,
            new() { ["Connections:MaxPerAddress"] = "500" }
        );
        await host.ExecuteAsync(Batch, new { leaves = Leaves });
        var readers = await RawClient.ConnectAsync(
            150,
            host.Url,
            text: RawClient.Get($"/api/v1/batches/0x{string.Concat(Enumerable.Repeat("ab", 32))}/tree")
        );
        var files = host.Services.GetRequiredService<AnswerFiles>();
        await Eventually.TrueAsync(() => Task.FromResult(files.Count == 1), "the tree was made");

        using var anyone = host.Anonymous();
        foreach (var path in (string[])["/quests", "/stats", "/batches", "/log"])
        {
            (await anyone.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
        }
        (await anyone.PostAsync("/auth/nonce", new { })).ShouldBe(HttpStatusCode.OK);
        (
            await host.ScalarAsync<long>(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                    + "AND usename LIKE 'civic_api%' AND state <> 'idle'"
            )
        ).ShouldBeLessThan(10);
        readers.ForEach(reader => reader.Dispose());
    }

    [Fact]
    public async Task One_file_is_made_for_all_who_ask_and_goes_when_its_room_is_needed_or_nobody_asks_again()
    {
        using var files = new AnswerFiles(Options.Create(new AnswerOptions { MaxBytes = 250 }), TimeProvider.System);
        var made = 0;
        var first = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => OpenAsync("a")));
        made.ShouldBe(1);
        first.ShouldAllBe(reading => reading.File == first[0].File);
        foreach (var reading in first[1..])
        {
            reading.Dispose();
        }

        using var second = await OpenAsync("b");
        first[0].File.Ended.IsCancellationRequested.ShouldBeFalse();
        using var third = await OpenAsync("c");
        first[0].File.Ended.IsCancellationRequested.ShouldBeTrue("the one that was read for longest makes room");
        second.File.Ended.IsCancellationRequested.ShouldBeFalse();
        first[0].Dispose();
        files.Count.ShouldBe(2);

        Task<AnswerReading> OpenAsync(string key) =>
            files.OpenAsync(
                key,
                async (file, cancellationToken) =>
                {
                    Interlocked.Increment(ref made);
                    await Task.Delay(20, cancellationToken);
                    await file.WriteAsync(new byte[100], cancellationToken);
                },
                CancellationToken.None
            );
    }

    [Fact]
    public async Task What_could_not_be_made_is_tried_again_and_leaves_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("civicforge-answers");
        using var files = new AnswerFiles(
            Options.Create(new AnswerOptions { Folder = folder.FullName }),
            TimeProvider.System
        );
        await Should.ThrowAsync<InvalidDataException>(() =>
            files.OpenAsync("a", (_, _) => throw new InvalidDataException(), CancellationToken.None)
        );
        files.Count.ShouldBe(0);
        using (
            var reading = await files.OpenAsync(
                "a",
                (file, token) => file.WriteAsync(new byte[7], token).AsTask(),
                CancellationToken.None
            )
        )
        {
            reading.File.Length.ShouldBe(7);
        }
        folder.GetFiles().ShouldBeEmpty("a file has no name");
        folder.Delete();
    }
}
