using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;

namespace CivicForge.Api.Tests.Harness;

/// <summary>A wallet at the HTTP API: signs in, calls, signs typed data with its own hashing of the payload the API
/// gave.</summary>
public sealed class ApiClient(ApiHost host, PrivateKey? key) : IDisposable
{
    private readonly HttpClient _http = new(
        new SocketsHttpHandler { RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1 }
    )
    {
        BaseAddress = host.Url,
    };

    public PrivateKey Key => key!;
    public Address Address { get; init; } = key?.Address ?? default;
    public string? AccessToken { get; set; }
    public string RefreshToken { get; private set; } = "";

    public static object NewQuest(string title = "Plant three young oaks", object? extra = null) =>
        new
        {
            title,
            description = "Dig, plant and water three young oaks.",
            category = "environmental",
        };

    public async Task<Answer> SignInAsync()
    {
        var message = await MessageAsync();
        var answer = await PostAsync("/auth/siwe", new { message, signature = Sign(message) });
        answer.ShouldBe(HttpStatusCode.OK);
        (AccessToken, RefreshToken) = (answer["accessToken"].GetString(), answer["refreshToken"].GetString()!);
        return answer;
    }

    /// <summary>An EIP-4361 text with a fresh nonce; arguments replace its parts.</summary>
    public async Task<string> MessageAsync(
        string? domain = null,
        string? uri = null,
        int chainId = 31337,
        string? nonce = null,
        string? extra = null
    )
    {
        nonce ??= (await PostAsync("/auth/nonce", new { }))["nonce"].GetString();
        var issued = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $"{domain ?? "civicforge.test"} wants you to sign in with your Ethereum account:\n{Address}\n\nSign "
            + $"in.\n\nURI: {uri ?? ApiHost.Origin}\nVersion: 1\nChain ID: {chainId}\nNonce: {nonce}\nIssued At: "
            + $"{issued}{extra}";
    }

    /// <summary>personal_sign.</summary>
    public string Sign(string message) => Hex.Encode(Key.Sign(PersonalMessage.Digest(message)).ToBytes());

    public string Sign(Hash32 digest) => Hex.Encode(Key.Sign(digest).ToBytes());

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Answer> PostAsync(string path, object? body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body, headers);

    public Task<Answer> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, body);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        object? body,
        params (string Name, string Value)[] headers
    )
    {
        var content = body switch
        {
            null => null,
            HttpContent given => given,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            _ => new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };
        return SendContentAsync(method, path, content, headers);
    }

    public async Task<Answer> SendContentAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(
            method,
            path.StartsWith("/.", StringComparison.Ordinal) || path.StartsWith("//", StringComparison.Ordinal)
                ? path.Replace("//", "/", StringComparison.Ordinal)
                : "/api/v1" + path
        )
        {
            Content = content,
        };
        if (AccessToken is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
        }
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        var response = await _http.SendAsync(request);
        return new Answer(response.StatusCode, response, await response.Content.ReadAsStringAsync());
    }

    public async Task<Guid> CreateQuestAsync(object? body = null) =>
        (await PostAsync("/quests", body ?? NewQuest())).ShouldBe(HttpStatusCode.Created)["id"].GetGuid();

    public async Task ClaimAsync(Guid quest) =>
        (await PostAsync($"/quests/{quest}/claim", new { })).ShouldBe(HttpStatusCode.OK);

    /// <summary>Of one's private quest: makes the link, lets the member ask, and accepts them.</summary>
    public async Task GiveAsync(Guid quest, ApiClient member)
    {
        var key = (await PostAsync($"/quests/{quest}/link", new { })).ShouldBe(HttpStatusCode.OK)["key"].GetString()!;
        (await member.PostAsync($"/quests/{quest}/claim", new { }, ("Quest-Key", key))).ShouldBe(
            HttpStatusCode.Accepted
        );
        (await PostAsync($"/quests/{quest}/accept", new { address = member.Address.ToString() })).ShouldBe(
            HttpStatusCode.OK
        );
    }

    public async Task SubmitAsync(Guid quest, string text = "All three are planted.", params string[] evidence) =>
        (await PostAsync($"/quests/{quest}/submit", new { submission = text, evidence })).ShouldBe(HttpStatusCode.OK);

    public Task<Answer> UploadAsync(Guid quest, byte[] bytes, string field = "file")
    {
        var content = new MultipartFormDataContent { { new ByteArrayContent(bytes), field, "evidence.bin" } };
        return SendContentAsync(HttpMethod.Post, $"/quests/{quest}/evidence", content);
    }

    public async Task<JsonElement> PayloadAsync(Guid quest, string? outcome = null) =>
        (await GetAsync($"/quests/{quest}/attestation{(outcome is null ? "" : $"?outcome={outcome}")}"))
            .ShouldBe(HttpStatusCode.OK)
            .Json;

    /// <summary>Fetches the payload, hashes it as a wallet would, signs and submits.</summary>
    public async Task<Answer> AttestAsync(Guid quest, string outcome = "done")
    {
        var payload = await PayloadAsync(quest, outcome);
        return await PostAsync(
            $"/quests/{quest}/attestations",
            new { signature = Sign(TypedDataHash.Of(payload)), outcome }
        );
    }

    public void Dispose() => _http.Dispose();
}
