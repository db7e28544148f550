using System.IO.Pipelines;
using CivicForge.Api.Quests.Evidence;

namespace CivicForge.Api.Tests.Quests.Evidence;

public sealed class PacedBodyTests
{
    private const int MiB = 1024 * 1024;

    [Fact]
    public async Task A_small_file_is_read_as_it_comes_and_a_large_one_no_faster_than_others_bear()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        await pipe.Writer.WriteAsync(new byte[4 * MiB], TestContext.Current.CancellationToken);
        await using var body = new PacedBody(
            pipe.Reader,
            10 * MiB,
            new EvidenceOptions { FastestBytesPerSecond = MiB }
        );

        await body.ReadExactlyAsync(new byte[MiB], TestContext.Current.CancellationToken);
        await body.ReadExactlyAsync(new byte[MiB], TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        var early = body.ReadAsync(new byte[MiB], stop.Token);

        early.IsCompleted.ShouldBeFalse("two mebibytes came at once, one more may come in a second");
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(early.AsTask());
    }
}
