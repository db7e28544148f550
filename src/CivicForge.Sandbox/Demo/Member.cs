using System.Text.Json;
using System.Text.Json.Nodes;
using CivicForge.Chain;
using CivicForge.Chain.Siwe;

namespace CivicForge.Sandbox.Demo;

/// <summary>Somebody with a wallet, who talks to CivicForge only through its HTTP API, as a browser would.</summary>
internal sealed class Member(string name, ApiClient api, Wallet? wallet = null)
{
    private readonly Wallet _wallet = wallet ?? new();

    public string Name => name;

    public Address Address => _wallet.Address;

    public ApiClient Api => api;

    /// <summary>Signs in with Ethereum (EIP-4361); the member's profile.</summary>
    public async Task<JsonElement> SignInAsync(ulong chainId, CancellationToken cancellationToken)
    {
        var nonce = (await api.PostAsync("/api/v1/auth/nonce", [], cancellationToken))
            .GetProperty("nonce")
            .GetString()!;
        var now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        var message = new SiweMessage(
            null,
            api.Url.Authority,
            Address,
            "Sign in to CivicForge.",
            api.Url.GetLeftPart(UriPartial.Authority),
            chainId,
            nonce,
            now,
            now.AddMinutes(5),
            null,
            null,
            []
        ).ToString();
        var session = await api.PostAsync(
            "/api/v1/auth/siwe",
            new() { ["message"] = message, ["signature"] = _wallet.SignMessage(message) },
            cancellationToken
        );
        api.AccessToken = session.GetProperty("accessToken").GetString();
        return session.GetProperty("member");
    }

    /// <summary>Signs a payload of <c>eth_signTypedData_v4</c>. The digest and the signature, 65 bytes in
    /// hex.</summary>
    public (Hash32 Digest, string Signature) SignTypedData(JsonElement payload) => _wallet.SignTypedData(payload);

    /// <summary>The payload of this member's attestation, exactly as a wallet would get it.</summary>
    public Task<JsonElement> AttestationPayloadAsync(string questId, CancellationToken cancellationToken) =>
        api.GetAsync($"/api/v1/quests/{questId}/attestation", cancellationToken);

    public Task<JsonElement> AttestAsync(string questId, string signature, CancellationToken cancellationToken) =>
        api.PostAsync(
            $"/api/v1/quests/{questId}/attestations",
            new JsonObject { ["signature"] = signature },
            cancellationToken
        );
}
