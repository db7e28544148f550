using System.IO.Compression;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;

namespace CivicForge.Sandbox.Running;

/// <summary>
/// The file from which a development node takes its chain when it starts (<c>anvil --load-state</c>). The node's own
/// way to save leaves half a file when it is killed while it writes, and loses blocks; here the file is whole at any
/// time, and holds each block before the next one is mined.
/// </summary>
internal sealed class ChainFile(EthClient client, string path)
{
    private Hash32? _kept;

    /// <summary>Writes the chain down, unless its head is what was written last.</summary>
    /// <exception cref="RpcException">The node does not tell.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task KeepAsync(Block head, CancellationToken cancellationToken)
    {
        if (head.Hash == _kept)
        {
            return;
        }

        var state = await client.RequestAsync("anvil_dumpState", [], cancellationToken);
        await using var packed = new GZipStream(
            new MemoryStream(Hex.Decode(state.GetString() ?? "")),
            CompressionMode.Decompress
        );
        await WriteAsync(packed, cancellationToken);
        _kept = head.Hash;
    }

    private async Task WriteAsync(Stream state, CancellationToken cancellationToken)
    {
        var making = path + ".new";
        await using (var file = new FileStream(making, FileMode.Create, FileAccess.Write))
        {
            await state.CopyToAsync(file, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(making, path, overwrite: true);
    }
}
