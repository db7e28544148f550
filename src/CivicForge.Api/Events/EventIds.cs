using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using CivicForge.Api.Hosting;

namespace CivicForge.Api.Events;

/// <summary>Places in the stream as clients get them (<c>id:</c>, <c>Last-Event-ID</c>): one AES block under a key that
/// all processes of role api derive from the session key, so that each knows the others' places, also after a restart.
/// Numbers in the clear would tell every listener how much happens that they may not hear of. Not for several threads
/// at once.</summary>
internal sealed class EventIds : IDisposable
{
    private const int Size = 16;
    private const int RandomAt = 8;
    private const int ZerosAt = 12;
    private readonly Aes _aes = Aes.Create();

    public EventIds(IConfiguration configuration) =>
        _aes.Key = Keys.DeriveFromSession(configuration, "civicforge event place v1");

    /// <summary>22 characters of base64url. Of the block, eight bytes are the place, four are random, so that equal
    /// places do not look alike, and four are zero, by which an id is known again. A forged one that passes by chance
    /// is some place, from which nobody hears more than they may.</summary>
    public string Of(ulong place)
    {
        Span<byte> block = stackalloc byte[Size];
        BinaryPrimitives.WriteUInt64BigEndian(block, place);
        RandomNumberGenerator.Fill(block[RandomAt..ZerosAt]);
        Span<byte> hidden = stackalloc byte[Size];
        _aes.EncryptEcb(block, hidden, PaddingMode.None);
        return Base64Url.EncodeToString(hidden);
    }

    /// <returns>Null when the id is not one of this service: then the client's own refresh has to do.</returns>
    public ulong? Place(string id)
    {
        if (id.Length != Base64Url.GetEncodedLength(Size) || !Base64Url.IsValid(id))
        {
            return null;
        }
        Span<byte> block = stackalloc byte[Size];
        _aes.DecryptEcb(Base64Url.DecodeFromChars(id), block, PaddingMode.None);
        return BinaryPrimitives.ReadUInt32BigEndian(block[ZerosAt..]) == 0
            ? BinaryPrimitives.ReadUInt64BigEndian(block)
            : null;
    }

    public void Dispose() => _aes.Dispose();
}
