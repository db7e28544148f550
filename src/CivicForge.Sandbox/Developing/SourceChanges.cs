using System.Threading.Channels;

namespace CivicForge.Sandbox.Developing;

/// <summary>Files under <c>src/</c> that were saved, gathered until nothing more is saved for a moment: editors write a
/// file in several steps, and a checkout of another commit is one change.</summary>
internal sealed class SourceChanges : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);
    private static readonly string[] Kinds = [".cs", ".sql", ".csproj", ".json", ".hex", ".props", ".targets"];

    private readonly Channel<string> _changed = Channel.CreateUnbounded<string>();
    private readonly FileSystemWatcher _watcher;
    private readonly string _root;

    public SourceChanges(string root)
    {
        _root = root;
        _watcher = new FileSystemWatcher(root) { IncludeSubdirectories = true, InternalBufferSize = 64 * 1024 };
        _watcher.Changed += (_, change) => Note(change.FullPath);
        _watcher.Created += (_, change) => Note(change.FullPath);
        _watcher.Deleted += (_, change) => Note(change.FullPath);
        _watcher.Renamed += (_, change) => Note(change.FullPath);
        // More at once than the system tells one by one: then anything may have changed.
        _watcher.Error += (_, _) => _changed.Writer.TryWrite("");
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>Waits for the next change.</summary>
    /// <returns>Paths below the root with <c>/</c>; an empty one stands for any file.</returns>
    public async Task<IReadOnlySet<string>> NextAsync(CancellationToken cancellationToken)
    {
        var files = new HashSet<string>(StringComparer.Ordinal) { await _changed.Reader.ReadAsync(cancellationToken) };
        while (true)
        {
            while (_changed.Reader.TryRead(out var file))
            {
                files.Add(file);
            }

            await Task.Delay(Quiet, cancellationToken);
            if (_changed.Reader.Count == 0)
            {
                return files;
            }
        }
    }

    public void Dispose() => _watcher.Dispose();

    private void Note(string path)
    {
        var file = Path.GetRelativePath(_root, path).Replace(Path.DirectorySeparatorChar, '/');
        if (IsSource(file))
        {
            _changed.Writer.TryWrite(file);
        }
    }

    /// <summary>Not what a build writes, which would start the next one.</summary>
    internal static bool IsSource(string file) =>
        Kinds.Contains(Path.GetExtension(file))
        && !file.EndsWith("packages.lock.json", StringComparison.Ordinal)
        && !file.Split('/').Any(folder => folder is "bin" or "obj");
}
