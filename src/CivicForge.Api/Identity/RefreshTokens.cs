using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CivicForge.Api.Hosting;

namespace CivicForge.Api.Identity;

/// <summary>Refresh tokens: 32 bytes in base64url. The first one of a session is random; each next one is the HMAC of
/// the one before under a key that only this service has. So a lost answer can be given again without keeping any
/// token, and nobody can go from one token to the next.</summary>
internal sealed class RefreshTokens
{
    private readonly byte[] _key;

    public RefreshTokens(IConfiguration configuration) =>
        _key = Keys.DeriveFromSession(configuration, "civicforge refresh token successor v1");

    public static string First() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public string SuccessorOf(string token) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(token)));

    /// <summary>What is stored; the token itself is only with the member.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
