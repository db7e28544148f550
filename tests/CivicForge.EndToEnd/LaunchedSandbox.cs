using System.Net.Http.Json;
using System.Text.Json;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Running;
using Npgsql;

namespace CivicForge.EndToEnd;

/// <summary>A sandbox that <c>./civicforge up</c> runs as a process of its own, on free ports.</summary>
internal sealed class LaunchedSandbox : IAsyncDisposable
{
    private LaunchedSandbox(ChildProcess process, string data)
    {
        Process = process;
        Data = data;
        Connection = ConnectionFile.Read(data)!;
    }

    public ChildProcess Process { get; }

    public string Data { get; }

    public ConnectionFile Connection { get; }

    /// <summary>Where others than the sandbox reach its chain.</summary>
    public string ChainUrl => Connection.Audit["Chain__RpcHint"]!;

    /// <summary>The registry as <c>verify --registry</c> takes it.</summary>
    public string Registry => $"{Connection.Audit["Chain__Id"]}:{Connection.Audit["Chain__RegistryAddress"]}";

    public string OwnerConnectionString =>
        new NpgsqlConnectionStringBuilder(Connection.Audit["ConnectionStrings__Civic"])
        {
            Username = "postgres",
            Password = File.ReadAllText(Path.Combine(Data, "passwords", "postgres")).Trim(),
        }.ConnectionString;

    /// <summary>Starts one on a folder and waits until it says that it is ready.</summary>
    public static Task<LaunchedSandbox> StartAsync(string data, params string[] arguments) =>
        StartAsync(data, new Dictionary<string, string?>(), arguments);

    /// <summary>The same in an environment that its processes inherit.</summary>
    public static async Task<LaunchedSandbox> StartAsync(
        string data,
        IReadOnlyDictionary<string, string?> environment,
        params string[] arguments
    )
    {
        var token = TestContext.Current.CancellationToken;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var up = await ChildProcess.StartAsync(
            Launcher.Listening(["up", "--port", "0", "--chain-port", "0", "--data", data, .. arguments]) with
            {
                Environment = environment,
                OnLine = line =>
                {
                    if (line.StartsWith("Ctrl-C stops everything", StringComparison.Ordinal))
                    {
                        ready.TrySetResult();
                    }
                },
            },
            token
        );
        await Task.WhenAny(ready.Task, up.Exited).WaitAsync(TimeSpan.FromMinutes(5), token);
        ready.Task.IsCompleted.ShouldBeTrue(up.Tail);
        return new LaunchedSandbox(up, data);
    }

    /// <summary>A JSON answer of the API.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using var http = new HttpClient();
        return await http.GetFromJsonAsync<JsonElement>(
            new Uri(Connection.Url, path),
            TestContext.Current.CancellationToken
        );
    }

    public async ValueTask DisposeAsync()
    {
        await Process.StopAsync(TimeSpan.FromSeconds(60));
        await Process.DisposeAsync();
    }
}
