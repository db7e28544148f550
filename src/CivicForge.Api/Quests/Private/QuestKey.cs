using System.Buffers.Text;
using System.Security.Cryptography;
using CivicForge.Api.Http.Requests;
using CivicForge.Chain;

namespace CivicForge.Api.Quests.Private;

/// <summary>The key of a private quest's link: 256 random bits, which only the creator and who gets the link ever have;
/// the service keeps their SHA-256. On the wire it stands in the header <c>Quest-Key</c> alone, never in an address,
/// which logs and other sites see.</summary>
internal readonly record struct QuestKey
{
    public const string Header = RequestHeaders.QuestKey;

    private const int Size = 32;

    private QuestKey(string text, byte[] bytes) => (Text, Hash) = (text, new Hash32(SHA256.HashData(bytes)));

    /// <summary>Base64url, as in the link.</summary>
    public string Text { get; }

    public Hash32 Hash { get; }

    public static QuestKey Draw()
    {
        var bytes = RandomNumberGenerator.GetBytes(Size);
        return new QuestKey(Base64Url.EncodeToString(bytes), bytes);
    }

    /// <summary>The request's key. What is not a key opens nothing, like a wrong one: null.</summary>
    public static QuestKey? Of(HttpRequest request)
    {
        var text = request.Headers[Header].ToString();
        if (text.Length is < 43 or > 44 || !Base64Url.IsValid(text))
        {
            return null;
        }
        var bytes = Base64Url.DecodeFromChars(text);
        return bytes.Length == Size ? new QuestKey(text, bytes) : null;
    }

    /// <summary>Compared in constant time.</summary>
    public bool Opens(Hash32? linkHash) =>
        linkHash is { } hash && CryptographicOperations.FixedTimeEquals(Hash.Bytes, hash.Bytes);
}
