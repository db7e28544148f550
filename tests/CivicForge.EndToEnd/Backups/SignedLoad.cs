using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CivicForge.Sandbox.Demo;
using CivicForge.Sandbox.Running;
using Npgsql;

namespace CivicForge.EndToEnd.Backups;

/// <summary>Members who post, do and sign quests without a pause, and what they were told is stored.</summary>
internal sealed class SignedLoad(RunningSandbox sandbox)
{
    private readonly ConcurrentQueue<Acknowledged> _acknowledged = new();

    /// <summary>Each signature that was answered with its receipt.</summary>
    public IReadOnlyCollection<Acknowledged> Acknowledged => _acknowledged;

    /// <summary>Until the service is gone.</summary>
    public Task RunAsync(int pairs, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, pairs).Select(_ => RunPairAsync(cancellationToken)));

    /// <summary>Those that the database does not have.</summary>
    public async Task<List<Acknowledged>> LostAsync(CancellationToken cancellationToken)
    {
        await using var owner = NpgsqlDataSource.Create(sandbox.OwnerConnectionString);
        await using var command = owner.CreateCommand("SELECT quest_id::text || ' ' || role FROM civic.attestations");
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var stored = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancellationToken))
        {
            stored.Add(rows.GetString(0));
        }
        return [.. Acknowledged.Where(a => !stored.Contains($"{a.Quest} {a.Role}"))];
    }

    private async Task RunPairAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        try
        {
            while (true)
            {
                // A member has creation points for ten quests.
                var creator = new Member("creator", new(http, sandbox.Api.Url));
                var performer = new Member("performer", new(http, sandbox.Api.Url));
                await creator.SignInAsync(sandbox.Deployment.ChainId, cancellationToken);
                await performer.SignInAsync(sandbox.Deployment.ChainId, cancellationToken);
                for (var i = 0; i < 10; i++)
                {
                    await SignAsync(creator, performer, cancellationToken);
                }
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or CheckFailedException or TaskCanceledException)
        {
            // The database was taken away, and with it what these members could go on with.
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task SignAsync(Member creator, Member performer, CancellationToken cancellationToken)
    {
        var quest = await creator.Api.PostAsync(
            "/api/v1/quests",
            new JsonObject
            {
                ["title"] = "Plant three young oaks",
                ["description"] = "Dig, plant and water three young oaks.",
                ["category"] = "environmental",
            },
            cancellationToken
        );
        var id = quest.GetProperty("id").GetString()!;
        await performer.Api.PostAsync($"/api/v1/quests/{id}/claim", [], cancellationToken);
        await performer.Api.PostAsync(
            $"/api/v1/quests/{id}/submit",
            new JsonObject { ["submission"] = "All three are planted and watered.", ["evidence"] = new JsonArray() },
            cancellationToken
        );
        foreach (var member in (Member[])[creator, performer])
        {
            var payload = await member.AttestationPayloadAsync(id, cancellationToken);
            await member.AttestAsync(id, member.SignTypedData(payload).Signature, cancellationToken);
            _acknowledged.Enqueue(new(id, member.Name, TimeProvider.System.GetUtcNow()));
        }
    }
}

/// <param name="Role">Of the signer.</param>
/// <param name="At">When the answer came.</param>
internal sealed record Acknowledged(string Quest, string Role, DateTimeOffset At);
