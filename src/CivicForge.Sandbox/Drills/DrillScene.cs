using System.Text.Json.Nodes;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Siwe;
using CivicForge.Sandbox.Demo;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Running;
using Npgsql;

namespace CivicForge.Sandbox.Drills;

/// <summary>What drills do to a sandbox.</summary>
internal sealed class DrillScene(RunningSandbox sandbox) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = sandbox.Api.Url, Timeout = TimeSpan.FromSeconds(60) };

    private static string Operator => DevelopmentAccounts.Operator.Address["0x".Length..];

    public RunningSandbox Sandbox => sandbox;

    /// <summary>What the worker reads of backups; null where it watches none.</summary>
    public BackupTimes? Backups { get; init; }

    /// <summary>Connections to role api that a drill holds open.</summary>
    public HeldConnections Connections { get; } = new(sandbox.Api.Url);

    /// <summary>The code of the contract that pays points, once a drill has taken it away.</summary>
    public string? ReputationCode { get; set; }

    public EthClient Node { get; } = new(sandbox.Chain.Url);

    public async Task SqlAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(sandbox.OwnerConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<string> TextAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(sandbox.OwnerConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken) as string
            ?? throw new SandboxException($"The drill found nothing: {sql}");
    }

    /// <summary>A transaction of an account that the node signs for by itself.</summary>
    public Task SendAsync(DevelopmentAccount from, string to, string data, CancellationToken cancellationToken) =>
        Node.RequestAsync(
            "eth_sendTransaction",
            [
                new JsonObject
                {
                    ["from"] = from.Address,
                    ["to"] = to,
                    ["data"] = data,
                },
            ],
            cancellationToken
        );

    /// <summary>The user can no longer connect, and is disconnected.</summary>
    public Task LockOutAsync(string user, CancellationToken cancellationToken) =>
        SqlAsync(
            $"ALTER ROLE {user} NOLOGIN; "
                + $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{user}'",
            cancellationToken
        );

    public Task LetInAsync(string user, CancellationToken cancellationToken) =>
        SqlAsync($"ALTER ROLE {user} LOGIN", cancellationToken);

    /// <summary>Whatever they answer.</summary>
    public async Task GetAsync(string path, int times, int atOnce, CancellationToken cancellationToken) =>
        await Parallel.ForEachAsync(
            Enumerable.Range(0, times),
            new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken },
            async (_, token) => (await _http.GetAsync(new Uri(path, UriKind.Relative), token)).Dispose()
        );

    /// <summary>All requests that need quests wait for so long.</summary>
    public async Task HoldQuestsAsync(TimeSpan time, int requests, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(sandbox.OwnerConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("LOCK TABLE civic.quests IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        var waiting = GetAsync("/api/v1/quests", requests, requests, cancellationToken);
        await Task.Delay(time, cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
        await waiting;
    }

    /// <summary>A message of one wallet with the signature of another.</summary>
    public async Task SignInAsStrangerAsync(CancellationToken cancellationToken)
    {
        var (wallet, stranger, api) = (new Wallet(), new Wallet(), new ApiClient(_http, sandbox.Api.Url));
        var nonce = await api.PostAsync("/api/v1/auth/nonce", [], cancellationToken);
        var now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        var message = new SiweMessage(
            null,
            api.Url.Authority,
            wallet.Address,
            "Sign in to CivicForge.",
            api.Url.GetLeftPart(UriPartial.Authority),
            (ulong)sandbox.Deployment.ChainId,
            nonce.GetProperty("nonce").GetString()!,
            now,
            now.AddMinutes(5),
            null,
            null,
            []
        ).ToString();
        try
        {
            await api.PostAsync(
                "/api/v1/auth/siwe",
                new() { ["message"] = message, ["signature"] = stranger.SignMessage(message) },
                cancellationToken
            );
            throw new SandboxException("A signature of another wallet was taken for a sign-in.");
        }
        catch (CheckFailedException refused) when (refused.Message.Contains("siwe-", StringComparison.Ordinal))
        {
            // That is the drill.
            return;
        }
    }

    public Task<TwoMembers> TwoMembersAsync(CancellationToken cancellationToken) =>
        TwoMembers.SignInAsync(_http, sandbox.Api.Url, sandbox.Deployment.ChainId, cancellationToken);

    /// <summary>Two members do and sign a quest; the rest of the journey is waited for that long, and may
    /// fail.</summary>
    public Task SignAsync(TimeSpan patience, CancellationToken cancellationToken) =>
        new Journey(sandbox.Api.Url, null, TextWriter.Null) { Patience = patience }.RunAsync(cancellationToken);

    /// <summary>As an operator does it in the web app.</summary>
    public Task AcknowledgeAsync(string kind, CancellationToken cancellationToken) =>
        SqlAsync(
            "UPDATE civic.alarms SET acknowledged_at = clock_timestamp(), "
                + $"acknowledged_by = decode('{Operator}', 'hex') "
                + $"WHERE kind = '{kind}' AND acknowledged_at IS NULL",
            cancellationToken
        );

    /// <summary>An operator has anchoring go on after a pause.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        var wallet = new Wallet(DevelopmentAccounts.Operator.PrivateKey);
        var member = new Member("Operator", new(_http, sandbox.Api.Url), wallet);
        await member.SignInAsync(sandbox.Deployment.ChainId, cancellationToken);
        await member.Api.PostAsync("/api/v1/operator/anchoring/resume", [], cancellationToken);
    }

    /// <summary>Two members sign a pair that is not anchored: the node falls silent once the work is handed
    /// in.</summary>
    public Task SignWithoutNodeAsync(CancellationToken cancellationToken) =>
        new Journey(sandbox.Api.Url, null, TextWriter.Null)
        {
            At = point => point == JourneyPoint.Submitted ? StopNodeAsync(cancellationToken) : Task.CompletedTask,
            Patience = TimeSpan.FromSeconds(1),
        }.RunAsync(cancellationToken);

    public Task StopNodeAsync(CancellationToken cancellationToken) => SignalNodeAsync("-STOP", cancellationToken);

    public Task ContinueNodeAsync(CancellationToken cancellationToken) => SignalNodeAsync("-CONT", cancellationToken);

    public void Dispose()
    {
        Connections.Dispose();
        _http.Dispose();
    }

    private Task SignalNodeAsync(string signal, CancellationToken cancellationToken) =>
        ChildProcess.RunAsync(new("kill", signal, $"{sandbox.Chain.Process.Id}"), cancellationToken);
}
