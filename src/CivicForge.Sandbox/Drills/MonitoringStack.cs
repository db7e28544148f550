using System.Text.Json;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Running;

namespace CivicForge.Sandbox.Drills;

/// <summary>A real Prometheus and Alertmanager beside a sandbox, with the rules of <c>deploy/monitoring</c>, and a
/// webhook and a mailbox for their notifications.</summary>
internal sealed class MonitoringStack : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly Stack<IAsyncDisposable> _started = new();

    private MonitoringStack(int port) =>
        _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(10) };

    public WebhookReceiver Webhook { get; } = new();

    public MailReceiver Mail { get; } = new();

    /// <exception cref="MissingToolException">A program is missing.</exception>
    public static async Task<MonitoringStack> StartAsync(RunningSandbox sandbox, CancellationToken cancellationToken)
    {
        var tools = MonitoringTools.Need();
        var folder = Path.Combine(sandbox.Folder, "monitoring");
        var (port, alertmanagerPort) = (Ports.Free(), Ports.Free());
        var stack = new MonitoringStack(port);
        DrillConfiguration.WriteRules(Path.Combine(folder, "rules"));
        DrillConfiguration.WriteAlertmanager(
            Path.Combine(folder, "alertmanager.yml"),
            stack.Webhook.Url,
            stack.Mail.Port
        );
        DrillConfiguration.WritePrometheus(
            Path.Combine(folder, "prometheus.yml"),
            Path.Combine(folder, "rules"),
            alertmanagerPort,
            [
                ("api", sandbox.ApiMetrics),
                ("worker", sandbox.Worker.Url),
                ("anchorer", sandbox.Anchorer.Url),
                ("indexer", sandbox.Indexer.Url),
            ]
        );
        try
        {
            await stack.StartAsync(
                tools.Alertmanager,
                sandbox.LogFile("alertmanager"),
                [
                    $"--config.file={folder}/alertmanager.yml",
                    $"--storage.path={folder}/alerts",
                    $"--web.listen-address=127.0.0.1:{alertmanagerPort}",
                    "--cluster.listen-address=",
                ],
                cancellationToken
            );
            await stack.StartAsync(
                tools.Prometheus,
                sandbox.LogFile("prometheus"),
                [
                    $"--config.file={folder}/prometheus.yml",
                    $"--storage.tsdb.path={folder}/series",
                    $"--web.listen-address=127.0.0.1:{port}",
                ],
                cancellationToken
            );
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>The alerts that fire now.</summary>
    public async Task<IReadOnlyList<string>> FiringAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = JsonDocument.Parse(await _http.GetStringAsync("/api/v1/alerts", cancellationToken));
            return
            [
                .. answer
                    .RootElement.GetProperty("data")
                    .GetProperty("alerts")
                    .EnumerateArray()
                    .Where(alert => alert.GetProperty("state").GetString() == "firing")
                    .Select(alert => alert.GetProperty("labels").GetProperty("alertname").GetString()!),
            ];
        }
        catch (HttpRequestException)
        {
            return ["Prometheus does not answer"]; // it is starting, or its log says why not
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
        await Webhook.DisposeAsync();
        await Mail.DisposeAsync();
        _http.Dispose();
    }

    private async Task StartAsync(string file, string log, string[] arguments, CancellationToken cancellationToken) =>
        _started.Push(await ChildProcess.StartAsync(new(file, arguments) { LogFile = log }, cancellationToken));
}
