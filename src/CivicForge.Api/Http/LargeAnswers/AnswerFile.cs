using Microsoft.Win32.SafeHandles;

namespace CivicForge.Api.Http.LargeAnswers;

/// <summary>A file without a name, and who reads it. Everything but its bytes belongs to <see cref="AnswerFiles"/>,
/// under its lock.</summary>
internal sealed class AnswerFile(string key) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private FileStream? _file;

    public string Key => key;
    public Task Made { get; set; } = Task.CompletedTask;
    public DateTimeOffset LastUsed { get; set; }
    public DateTimeOffset MadeAt { get; private set; }
    public int Readers { get; set; }
    public long Length { get; private set; }
    public SafeFileHandle Handle => _file!.SafeFileHandle;

    /// <summary>Cancelled when its room is needed.</summary>
    public CancellationToken Ended => _ended.Token;

    public void End() => _ended.Cancel();

    public async Task WriteAsync(
        string folder,
        Func<Stream, CancellationToken, Task> write,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var path = Path.Combine(
            folder.Length > 0 ? folder : Path.GetTempPath(),
            $"civicforge-{Path.GetRandomFileName()}"
        );
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        _file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path); // nothing is left of it, however this process ends
        }
        try
        {
            await write(_file, cancellationToken);
            await _file.FlushAsync(cancellationToken);
        }
        catch
        {
            await _file.DisposeAsync();
            throw;
        }

        (Length, MadeAt) = (_file.Length, now);
    }

    public void Dispose()
    {
        _file?.Dispose();
        _ended.Dispose();
    }
}
