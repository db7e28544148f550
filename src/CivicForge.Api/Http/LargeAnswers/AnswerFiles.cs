using CivicForge.Api.Http.Connections;
using CivicForge.Api.Http.Problems;
using Microsoft.Extensions.Options;

namespace CivicForge.Api.Http.LargeAnswers;

/// <summary>Answers that never change and are too large to be kept in memory for each of their readers: trees of
/// batches, files of evidence. One is written to a file once, as fast as the database gives it, and then sent from
/// there. So a client that reads slowly holds its own socket, and neither a connection of the database nor memory,
/// however many there are of it.</summary>
internal sealed class AnswerFiles : IDisposable
{
    private const int MostAtATime = 4;
    private const int MostWaiting = 200;
    private const int MostFiles = 256;
    private static readonly TimeSpan MadeWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, AnswerFile> _files = [];
    private readonly SemaphoreSlim _making = new(MostAtATime);
    private readonly AnswerOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private int _waiting;

    public AnswerFiles(IOptions<AnswerOptions> options, TimeProvider time)
    {
        (_options, _time) = (options.Value, time);
        // Bytes that a member has erased must not lie here until somebody asks for others.
        _sweep = time.CreateTimer(_ => MakeRoom(Idle), null, Idle, Idle);
    }

    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _files.Count;
            }
        }
    }

    /// <summary>The file of a key, which the caller gives back by disposing what it gets.</summary>
    /// <param name="key">Names these bytes and no others, ever.</param>
    /// <param name="write">Writes them; runs once for all who ask meanwhile, whether or not the first of them
    /// stays.</param>
    /// <param name="cancellationToken">Ends the waiting, not the writing.</param>
    /// <exception cref="RuleViolation">503: too many are being made.</exception>
    public async Task<AnswerReading> OpenAsync(
        string key,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken
    )
    {
        var file = Take(key, write);
        try
        {
            await file.Made.WaitAsync(cancellationToken);
            return new AnswerReading(file, () => Leave(file));
        }
        catch
        {
            Leave(file);
            throw;
        }
    }

    public void Dispose()
    {
        _sweep.Dispose();
        lock (_gate)
        {
            foreach (var file in _files.Values)
            {
                file.Dispose();
            }
            _files.Clear();
        }

        _making.Dispose();
    }

    private AnswerFile Take(string key, Func<Stream, CancellationToken, Task> write)
    {
        lock (_gate)
        {
            if (!_files.TryGetValue(key, out var file))
            {
                if (_waiting >= MostWaiting)
                {
                    throw new RuleViolation(ErrorCodes.Unavailable, "Too many large answers are being made.")
                    {
                        RetryAfter = RefusedConnections.ComeBackAfter,
                    };
                }
                _waiting++;
                _files[key] = file = new AnswerFile(key);
                file.Made = MakeAsync(file, write);
            }

            file.Readers++;
            file.LastUsed = _time.GetUtcNow();
            return file;
        }
    }

    private async Task MakeAsync(AnswerFile file, Func<Stream, CancellationToken, Task> write)
    {
        await Task.Yield(); // the caller holds the lock
        try
        {
            await _making.WaitAsync();
            try
            {
                MakeRoom(keepIdleFor: null);
                using var deadline = new CancellationTokenSource(MadeWithin, _time);
                await file.WriteAsync(_options.Folder, write, _time.GetUtcNow(), deadline.Token);
            }
            finally
            {
                _making.Release();
            }
        }
        catch
        {
            lock (_gate)
            {
                _files.Remove(file.Key); // the next one tries again
            }
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        MakeRoom(keepIdleFor: null);
    }

    private void Leave(AnswerFile file)
    {
        lock (_gate)
        {
            file.Readers--;
            file.LastUsed = _time.GetUtcNow();
            if (file.Readers == 0 && !_files.ContainsValue(file))
            {
                file.Dispose();
            }
        }
    }

    /// <param name="keepIdleFor">How long what nobody reads stays; null: as long as there is room.</param>
    private void MakeRoom(TimeSpan? keepIdleFor)
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            foreach (
                var file in _files
                    .Values.Where(f => f is { Readers: 0, Made.IsCompleted: true })
                    .OrderBy(f => f.LastUsed)
                    .ToList()
            )
            {
                if (IsOver() || now - file.LastUsed > keepIdleFor)
                {
                    Drop(file);
                }
            }
            foreach (
                var file in _files.Values.Where(f => f.Made.IsCompletedSuccessfully).OrderBy(f => f.MadeAt).ToList()
            )
            {
                if (IsOver())
                {
                    Drop(file);
                }
            }
        }
    }

    private bool IsOver() => _files.Count > MostFiles || _files.Values.Sum(f => f.Length) > _options.MaxBytes;

    /// <summary>Its readers are disconnected; the last of them closes it.</summary>
    private void Drop(AnswerFile file)
    {
        _files.Remove(file.Key);
        if (file.Readers == 0)
        {
            file.Dispose();
        }
        else
        {
            file.End();
        }
    }
}
