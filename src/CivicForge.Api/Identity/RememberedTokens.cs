using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CivicForge.Api.Identity;

/// <summary>Validates a bearer token once and remembers the result until the token ends: a member sends the same one
/// many times, and checking its ES256 signature would cost as much as checking an attestation.</summary>
internal sealed class RememberedTokens(TimeProvider time) : TokenHandler
{
    private const int MaxTokens = 50_000;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly ConcurrentDictionary<string, TokenValidationResult> _valid = new(StringComparer.Ordinal);

    public override async Task<TokenValidationResult> ValidateTokenAsync(
        string token,
        TokenValidationParameters validationParameters
    )
    {
        if (_valid.TryGetValue(token, out var known))
        {
            if (time.GetUtcNow() < known.SecurityToken.ValidTo)
            {
                return known;
            }
            _valid.TryRemove(token, out _);
        }

        var result = await _handler.ValidateTokenAsync(token, validationParameters);
        if (!result.IsValid)
        {
            return result;
        }
        if (_valid.Count >= MaxTokens)
        {
            _valid.Clear();
        }
        _valid[token] = result;
        return result;
    }

    public override Task<TokenValidationResult> ValidateTokenAsync(
        SecurityToken token,
        TokenValidationParameters validationParameters
    ) => _handler.ValidateTokenAsync(token, validationParameters);

    public override SecurityToken ReadToken(string token) => _handler.ReadToken(token);
}
