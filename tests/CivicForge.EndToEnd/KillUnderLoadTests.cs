using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CivicForge.Sandbox.Demo;
using CivicForge.Sandbox.Running;
using Npgsql;

namespace CivicForge.EndToEnd;

/// <summary>An acknowledgement is a promise: what was answered with 201 is there after <c>kill -9</c>, with the receipt
/// that was given.</summary>
public sealed class KillUnderLoadTests : IAsyncLifetime
{
    private const int Pairs = 6,
        QuestsPerPair = 10,
        Connections = 24;

    private readonly HttpClient _http = new();
    private RunningSandbox _sandbox = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _sandbox = await RunningSandbox.StartAsync(new(), null, Token);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task No_acknowledged_signature_is_lost_when_the_API_is_killed_under_load()
    {
        var signed = (await Task.WhenAll(Enumerable.Range(0, Pairs).Select(_ => PrepareAsync())))
            .SelectMany(s => s)
            .ToArray();
        var acknowledged = new ConcurrentDictionary<Signed, string>();
        using var enough = new SemaphoreSlim(0);

        var load = PostAllAsync(signed, acknowledged, enough);
        for (var i = 0; i < signed.Length / 4; i++)
        {
            await enough.WaitAsync(Token);
        }
        await _sandbox.Api.KillAsync();
        await load;
        acknowledged.Count.ShouldBeLessThan(signed.Length, "the kill came in the middle of the load");
        await _sandbox.Api.RestartAsync(Token);

        foreach (var (signature, receipt) in acknowledged)
        {
            var again =
                await PostAsync(signature)
                ?? throw new InvalidOperationException("The API does not answer after its restart.");
            (again.Status, again.Receipt).ShouldBe((HttpStatusCode.OK, receipt));
        }

        foreach (var signature in signed.Except(acknowledged.Keys))
        {
            (await PostAsync(signature))!.Status.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.OK);
        }
        (await CountAsync("attestations"), await CountAsync("completions")).ShouldBe(
            (signed.Length, signed.Length / 2)
        );
        // The audit asks for a batch within MaxAge and a tick, which a busy machine may miss; one that never comes it
        // still reports.
        for (var i = 0; i < 600 && await CountAsync("completions WHERE seal IS NULL") > 0; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), Token);
        }
        var (exitCode, text) = await _sandbox.AuditAsync(Token);
        exitCode.ShouldBe(0, text);
    }

    private async Task<List<Signed>> PrepareAsync()
    {
        var (creator, performer) = (
            new Member("creator", new(_http, _sandbox.Api.Url)),
            new Member("performer", new(_http, _sandbox.Api.Url))
        );
        foreach (var member in (Member[])[creator, performer])
        {
            await member.SignInAsync(_sandbox.Deployment.ChainId, Token);
        }
        var signed = new List<Signed>();
        for (var i = 0; i < QuestsPerPair; i++)
        {
            var id = (
                await creator.Api.PostAsync(
                    "/api/v1/quests",
                    new JsonObject
                    {
                        ["title"] = "Plant three young oaks",
                        ["description"] = "Dig, plant and water three young oaks.",
                        ["category"] = "environmental",
                    },
                    Token
                )
            ).GetProperty("id").GetString()!;
            await performer.Api.PostAsync($"/api/v1/quests/{id}/claim", [], Token);
            await performer.Api.PostAsync(
                $"/api/v1/quests/{id}/submit",
                new JsonObject
                {
                    ["submission"] = "All three are planted and watered.",
                    ["evidence"] = new JsonArray(),
                },
                Token
            );
            foreach (var member in (Member[])[creator, performer])
            {
                signed.Add(
                    new Signed(
                        id,
                        member.Api.AccessToken!,
                        member.SignTypedData(await member.AttestationPayloadAsync(id, Token)).Signature
                    )
                );
            }
        }

        return signed;
    }

    /// <summary>Posts from several connections until all are posted or the API is gone.</summary>
    private Task PostAllAsync(Signed[] signed, ConcurrentDictionary<Signed, string> acknowledged, SemaphoreSlim enough)
    {
        var queue = new ConcurrentQueue<Signed>(signed);
        return Task.WhenAll(
            Enumerable
                .Range(0, Connections)
                .Select(async _ =>
                {
                    while (queue.TryDequeue(out var signature))
                    {
                        if (await PostAsync(signature) is not { } answer)
                        {
                            return;
                        }
                        answer.Status.ShouldBe(HttpStatusCode.Created);
                        acknowledged[signature] = answer.Receipt;
                        enough.Release();
                    }
                })
        );
    }

    /// <returns>Null when the API went away before it had answered.</returns>
    private async Task<Answer?> PostAsync(Signed signed)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(_sandbox.Api.Url, $"/api/v1/quests/{signed.Quest}/attestations")
        )
        {
            Content = JsonContent.Create(new { signature = signed.Signature }),
        };
        request.Headers.Authorization = new("Bearer", signed.AccessToken);
        try
        {
            using var response = await _http.SendAsync(request, Token);
            var body = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
            return new Answer(
                response.StatusCode,
                response.IsSuccessStatusCode ? body.GetProperty("receipt").GetRawText() : body.GetRawText()
            );
        }
        catch (Exception gone) when (gone is HttpRequestException or HttpIOException)
        {
            return null;
        }
    }

    private async Task<long> CountAsync(string table)
    {
        await using var owner = NpgsqlDataSource.Create(_sandbox.OwnerConnectionString);
        await using var command = owner.CreateCommand($"SELECT count(*) FROM civic.{table}");
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    private sealed record Signed(string Quest, string AccessToken, string Signature);

    private sealed record Answer(HttpStatusCode Status, string Receipt);
}
