using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace CivicForge.Api.Events;

/// <summary>Places in the stream as clients get them (<c>id:</c>, <c>Last-Event-ID</c>): one AES block under a key that
/// only this process has. Numbers in the clear would tell every listener how much happens that they may not hear of.
/// Not for several threads at once.</summary>
internal sealed class EventIds : IDisposable
{
    private const int Size = 16;
    private readonly Aes _aes = Aes.Create();

    /// <summary>22 characters of base64url. The second half of the block is zero, by which an id is known
    /// again.</summary>
    public string Of(long number)
    {
        Span<byte> block = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(block, number);
        Span<byte> hidden = stackalloc byte[Size];
        _aes.EncryptEcb(block, hidden, PaddingMode.None);
        return Base64Url.EncodeToString(hidden);
    }

    /// <returns>Null when the id is not one of this process: then the client's own refresh has to do.</returns>
    public long? Number(string id)
    {
        if (id.Length != Base64Url.GetEncodedLength(Size) || !Base64Url.IsValid(id))
        {
            return null;
        }
        Span<byte> block = stackalloc byte[Size];
        _aes.DecryptEcb(Base64Url.DecodeFromChars(id), block, PaddingMode.None);
        return BinaryPrimitives.ReadInt64BigEndian(block[8..]) == 0 ? BinaryPrimitives.ReadInt64BigEndian(block) : null;
    }

    public void Dispose() => _aes.Dispose();
}
