using System.Buffers;
using CivicForge.Chain;

namespace CivicForge.Api.Quests.Evidence;

/// <summary>A file that has arrived, in a buffer that goes back to the pool: one copy, hashed while it came.</summary>
internal sealed class ReceivedFile(byte[] buffer, int size, Hash32 sha256) : IDisposable
{
    public ReadOnlyMemory<byte> Bytes { get; } = buffer.AsMemory(0, size);

    public Hash32 Sha256 { get; } = sha256;

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}
