using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using CivicForge.Api.Http.Problems;

namespace CivicForge.Api.Quests.Evidence;

/// <summary>The body of an upload while it arrives: cut off behind <paramref name="maxBytes"/>, read no faster than
/// others bear, and ended when any window of time brings too little. Kestrel's own minimum rate is an average since the
/// beginning, so that who sends much at once could then hold a slot for minutes.</summary>
internal sealed class PacedBody(PipeReader body, long maxBytes, EvidenceOptions options) : Stream
{
    private const int AtOnce = 1024 * 1024;

    /// <summary>What a timer can tell; less is not waited for.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(20);

    private readonly long _leastInWindow = (long)(options.SlowestBytesPerSecond * options.SlowestWindow.TotalSeconds);
    private readonly Timer _windows = new(
        static reader => ((PipeReader)reader!).CancelPendingRead(),
        body,
        options.SlowestWindow,
        options.SlowestWindow
    );
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private long _total,
        _inWindow;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="RuleViolation">413 <c>body-too-large</c>, 408 <c>too-slow</c>.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await KeepPaceAsync(cancellationToken);
        var read = await ReadInTimeAsync(buffer, cancellationToken);
        _total += read;
        _inWindow += read;
        if (_total > maxBytes)
        {
            throw new RuleViolation(
                ErrorCodes.BodyTooLarge,
                $"The body has more than {maxBytes} bytes. The rest was not read.",
                ("limit", EvidenceFile.MaxSize)
            );
        }
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _windows.Dispose();
        }
        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadInTimeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await body.ReadAsync(cancellationToken);
            if (result.IsCanceled)
            {
                body.AdvanceTo(result.Buffer.Start);
                EndWindow();
                continue;
            }

            var piece = result.Buffer.Slice(0, Math.Min(buffer.Length, result.Buffer.Length));
            var size = (int)piece.Length;
            piece.CopyTo(buffer.Span);
            body.AdvanceTo(piece.End);
            if (size > 0 || result.IsCompleted)
            {
                return size;
            }
        }
    }

    /// <summary>Waits until so many bytes may have come. What is not read waits with the client.</summary>
    private Task KeepPaceAsync(CancellationToken cancellationToken)
    {
        var due = TimeSpan.FromSeconds((double)(_total - AtOnce) / options.FastestBytesPerSecond);
        var early = due - Stopwatch.GetElapsedTime(_startedAt);
        return early > Least ? Task.Delay(early, cancellationToken) : Task.CompletedTask;
    }

    private void EndWindow()
    {
        if (_inWindow < _leastInWindow)
        {
            throw new RuleViolation(
                ErrorCodes.TooSlow,
                $"{_inWindow} bytes arrived in {options.SlowestWindow.TotalSeconds} seconds; "
                    + $"{options.SlowestBytesPerSecond} a second are the least that is waited for.",
                ("received", _total),
                ("bytesPerSecond", options.SlowestBytesPerSecond)
            );
        }

        _inWindow = 0;
    }
}
