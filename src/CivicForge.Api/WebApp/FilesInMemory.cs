using System.Collections.Concurrent;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace CivicForge.Api.WebApp;

/// <summary>Files of a folder, read once and again when they change. From the disk, each client that reads slowly would
/// hold a descriptor besides that of its connection, and those of the process would be spent at half of the connections
/// that it may hold. There are as many bytes as the folder has.</summary>
internal sealed class FilesInMemory(IFileProvider folder) : IFileProvider
{
    /// <summary>A larger file is none of a web app.</summary>
    private const long Largest = 8 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, FileInMemory> _files = new(StringComparer.Ordinal);

    public IFileInfo GetFileInfo(string subpath)
    {
        var file = folder.GetFileInfo(subpath);
        if (!file.Exists || file.IsDirectory || file.PhysicalPath is not { } path || file.Length > Largest)
        {
            return file;
        }
        if (
            _files.TryGetValue(path, out var known)
            && known.Length == file.Length
            && known.LastModified == file.LastModified
        )
        {
            return known;
        }
        return _files[path] = new FileInMemory(file);
    }

    public IDirectoryContents GetDirectoryContents(string subpath) => folder.GetDirectoryContents(subpath);

    public IChangeToken Watch(string filter) => folder.Watch(filter);

    private sealed class FileInMemory(IFileInfo file) : IFileInfo
    {
        private readonly Lazy<byte[]> _bytes = new(() => File.ReadAllBytes(file.PhysicalPath!));

        public bool Exists => true;
        public bool IsDirectory => false;
        public DateTimeOffset LastModified => file.LastModified;
        public long Length => file.Length;
        public string Name => file.Name;

        /// <summary>None: the server would open it.</summary>
        public string? PhysicalPath => null;

        public Stream CreateReadStream() => new MemoryStream(_bytes.Value, writable: false);
    }
}
