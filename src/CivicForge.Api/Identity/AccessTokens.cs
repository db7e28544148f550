using System.Security.Claims;
using System.Security.Cryptography;
using CivicForge.Api.Access;
using CivicForge.Api.Hosting;
using CivicForge.Chain;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CivicForge.Api.Identity;

/// <summary>Access tokens: JWTs signed with ES256 by the session key, alive for 15 minutes. <c>sub</c> is the address
/// (EIP-55), <c>sid</c> the session.</summary>
internal sealed class AccessTokens : IDisposable
{
    public const string Issuer = "civicforge";

    private readonly JsonWebTokenHandler _handler = new()
    {
        MapInboundClaims = false,
        SetDefaultTimesOnTokenCreation = false,
    };
    private readonly ECDsa _key;
    private readonly SigningCredentials _credentials;

    public AccessTokens(IConfiguration configuration, TimeProvider time)
    {
        _key = Keys.P256(configuration, "Session");
        var key = new ECDsaSecurityKey(_key)
        {
            KeyId = Convert.ToHexStringLower(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()).AsSpan(0, 8)),
        };
        _credentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256);
        Validation = new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Issuer,
            IssuerSigningKey = key,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ClockSkew = TimeSpan.Zero,
            RequireExpirationTime = true,
            NameClaimType = JwtRegisteredClaimNames.Sub,
            LifetimeValidator = (_, expires, _, _) => expires is { } until && time.GetUtcNow() < until,
        };
    }

    public TokenValidationParameters Validation { get; }

    public string Issue(Address member, Guid session, DateTimeOffset now, out DateTimeOffset expiresAt)
    {
        expiresAt = DateTimeOffset.FromUnixTimeSeconds((now + AuthOptions.AccessTokenTerm).ToUnixTimeSeconds());
        return _handler.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Issuer,
                Audience = Issuer,
                IssuedAt = now.UtcDateTime,
                Expires = expiresAt.UtcDateTime,
                Subject = new ClaimsIdentity([
                    new Claim(JwtRegisteredClaimNames.Sub, member.ToString()),
                    new Claim(JwtRegisteredClaimNames.Sid, session.ToString()),
                ]),
                SigningCredentials = _credentials,
            }
        );
    }

    public void Dispose() => _key.Dispose();
}
