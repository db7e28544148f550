using System.Diagnostics;
using System.Globalization;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Running;

/// <summary>One process of the service: API, anchorer, worker or indexer. It can be killed and started again on the
/// same port.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private ChildProcessOptions _options;
    private ChildProcess _process = null!;

    private ServiceProcess(ChildProcessOptions options, Uri url)
    {
        _options = options;
        Url = url;
    }

    /// <summary><c>api</c>, <c>anchorer</c>, <c>worker</c> or <c>indexer</c>.</summary>
    public string Name => _options.Name;

    /// <summary>Where it answers <c>/health/ready</c>; the API everything else too, the others
    /// <c>/metrics</c>.</summary>
    public Uri Url { get; }

    /// <summary>The process as it runs now.</summary>
    public ChildProcess Process => _process;

    /// <summary>Kills the process (<c>kill -9</c>) and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Signal(UnixSignal.Kill);
        await _process.Exited;
    }

    /// <summary>Starts it again, after it ended or else after stopping it, and waits until it is ready.</summary>
    public Task RestartAsync(CancellationToken cancellationToken) => RestartAsync(_options, cancellationToken);

    /// <summary>The same with other settings until the next restart.</summary>
    internal Task RestartAsync(IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken) =>
        RestartAsync(
            _options with
            {
                Environment = _options
                    .Environment.Concat(settings)
                    .GroupBy(pair => pair.Key, StringComparer.Ordinal)
                    .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal),
            },
            cancellationToken
        );

    /// <summary>Stops it, and starts another build of its program in its place.</summary>
    internal async Task RestartAsync(string program, CancellationToken cancellationToken)
    {
        _options = _options with
        {
            Arguments = [program, .. _options.Arguments.Skip(1)],
            WorkingDirectory = Path.GetDirectoryName(program),
        };
        await RestartAsync(cancellationToken);
    }

    /// <summary>Stops it cleanly.</summary>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    internal static async Task<ServiceProcess> StartAsync(
        string name,
        string program,
        string[] arguments,
        int port,
        IReadOnlyDictionary<string, string?> settings,
        string logFile,
        CancellationToken cancellationToken
    )
    {
        var options = new ChildProcessOptions("dotnet", [program, .. arguments])
        {
            Name = name,
            LogFile = logFile,
            WorkingDirectory = Path.GetDirectoryName(program),
            Environment = new Dictionary<string, string?>(settings)
            {
                ["ASPNETCORE_URLS"] = string.Create(
                    CultureInfo.InvariantCulture,
                    $"http://{(name == "api" ? "localhost" : "127.0.0.1")}:{port}"
                ),
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["DOTNET_TieredPGO"] = "0",
                ["MALLOC_ARENA_MAX"] = "2", // glibc would keep eight heaps a core for the runtime's own memory
            },
        };
        var service = new ServiceProcess(options, new Uri($"http://127.0.0.1:{port}"));
        await service.StartAsync(options, cancellationToken);
        return service;
    }

    private async Task RestartAsync(ChildProcessOptions options, CancellationToken cancellationToken)
    {
        await _process.DisposeAsync();
        await StartAsync(options, cancellationToken);
    }

    /// <summary>Only once it says that it listens does an answer come from it and not from somebody who took the port
    /// before.</summary>
    private async Task StartAsync(ChildProcessOptions options, CancellationToken cancellationToken)
    {
        var listens = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = await ChildProcess.StartAsync(
            options with
            {
                OnLine = line =>
                {
                    if (line.Contains("Now listening on", StringComparison.Ordinal))
                    {
                        listens.TrySetResult();
                    }
                },
            },
            cancellationToken
        );
        try
        {
            await Task.WhenAny(listens.Task, _process.Exited, Task.Delay(ReadyWithin, cancellationToken));
            await WaitUntilReadyAsync(cancellationToken);
        }
        catch
        {
            await _process.DisposeAsync();
            throw;
        }
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var answer = "no answer";
        while (!_process.HasExited && watch.Elapsed < ReadyWithin)
        {
            try
            {
                using var response = await Http.GetAsync(new Uri(Url, "/health/ready"), cancellationToken);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }

                answer = await response.Content.ReadAsStringAsync(cancellationToken);
            }
            catch (Exception failure)
                when (failure is HttpRequestException
                    || (failure is TaskCanceledException && !cancellationToken.IsCancellationRequested)
                )
            {
                answer = failure.Message;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), cancellationToken);
        }

        throw new SandboxException(
            _process.HasExited
                ? $"The {_process.Name} ended with exit code {await _process.Exited}. Its log is {_process.LogFile}; "
                    + $"its last lines:\n{_process.Tail}"
                : $"The {_process.Name} was not ready within {ReadyWithin.TotalSeconds} s ({answer}). Its log is "
                    + $"{_process.LogFile}."
        );
    }
}
