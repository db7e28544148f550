using System.Globalization;
using System.Net.Http.Json;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Ethereum;

/// <summary>A real Ethereum node (Foundry's anvil) as a child process on loopback: mines each transaction at once,
/// funds <see cref="DevelopmentAccounts"/>. It ends when this process does.</summary>
public sealed class AnvilNode : IAsyncDisposable
{
    private const string Listening = "Listening on ";
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);

    private AnvilNode(ChildProcess process, Uri url)
    {
        Process = process;
        Url = url;
    }

    /// <summary>The JSON-RPC endpoint.</summary>
    public Uri Url { get; }

    /// <summary>The node process, to watch or to kill.</summary>
    public ChildProcess Process { get; }

    /// <summary>Starts a node and waits until it listens.</summary>
    /// <exception cref="MissingToolException">anvil is not installed.</exception>
    /// <exception cref="SandboxException">It did not start; the message holds its last lines.</exception>
    public static async Task<AnvilNode> StartAsync(AnvilOptions options, CancellationToken cancellationToken = default)
    {
        var port = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = await ChildProcess.StartAsync(
            new(Repository.FoundryTool("anvil"), Arguments(options))
            {
                StopSignal = UnixSignal.Interrupt,
                DeathSignal = UnixSignal.Interrupt,
                LogFile = options.LogFile,
                OnLine = line =>
                {
                    if (
                        line.StartsWith(Listening, StringComparison.Ordinal)
                        && int.TryParse(
                            line[(line.LastIndexOf(':') + 1)..],
                            NumberStyles.None,
                            CultureInfo.InvariantCulture,
                            out var listening
                        )
                    )
                    {
                        port.TrySetResult(listening);
                    }
                },
            },
            cancellationToken
        );
        try
        {
            await Task.WhenAny(port.Task, process.Exited).WaitAsync(StartsWithin, cancellationToken);
            var node = new AnvilNode(
                process,
                new Uri(
                    $"http://127.0.0.1:{(port.Task.IsCompleted ? await port.Task : throw Failed(process, options))}"
                )
            );
            await node.WritesStateWhenStoppedAsync(options, cancellationToken);
            // A polled node would fill its log with a line for every request.
            await node.RequestAsync("anvil_setLoggingEnabled", false, cancellationToken);
            if (options.StateFile is not null)
            {
                // The genesis block keeps the time of the first start, but new blocks are of today.
                await node.RequestAsync(
                    "evm_setTime",
                    TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
                    cancellationToken
                );
            }

            return node;
        }
        catch (TimeoutException)
        {
            await process.DisposeAsync();
            throw new SandboxException($"anvil did not start within {StartsWithin.TotalSeconds} s.\n{process.Tail}");
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the node; with a state file it is written first.</summary>
    public async ValueTask DisposeAsync()
    {
        await Process.StopAsync(TimeSpan.FromSeconds(15));
        await Process.DisposeAsync();
    }

    /// <summary>The node listens a moment before it handles its stop signal; stopped in between, it would end without
    /// writing its state.</summary>
    private async Task WritesStateWhenStoppedAsync(AnvilOptions options, CancellationToken cancellationToken)
    {
        var until = TimeProvider.System.GetUtcNow() + StartsWithin;
        while (!UnixSignals.Catches(Process.Id, UnixSignal.Interrupt))
        {
            if (Process.HasExited)
            {
                throw Failed(Process, options);
            }

            if (TimeProvider.System.GetUtcNow() > until)
            {
                throw new TimeoutException();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellationToken);
        }
    }

    private static SandboxException Failed(ChildProcess process, AnvilOptions options) =>
        process.Tail.Contains("--state <PATH>", StringComparison.Ordinal)
            ? new(
                $"anvil cannot read the chain of the last run: it was killed while it wrote {options.StateFile}. "
                    + $"Run with --fresh to begin anew.\n{process.Tail}"
            )
            : new($"anvil did not start.\n{process.Tail}");

    private static List<string> Arguments(AnvilOptions options)
    {
        List<string> arguments =
        [
            "--host",
            "127.0.0.1",
            "--port",
            $"{options.Port}",
            "--chain-id",
            $"{options.ChainId}",
            "--mnemonic",
            DevelopmentAccounts.Mnemonic,
            "--slots-in-an-epoch",
            $"{options.SlotsInAnEpoch}",
        ];
        if (options.StateFile is { } file)
        {
            // Historical states would take gigabytes; nothing here asks for state below the finalized block.
            arguments.AddRange([
                "--state",
                file,
                "--state-interval",
                "5",
                "--max-persisted-states",
                "0",
                "--timestamp",
                $"{GenesisTime(file)}",
            ]);
        }

        arguments.AddRange(options.Arguments);
        return arguments;
    }

    /// <summary>
    /// The time of block 0, kept beside the state: the node makes its genesis block anew at every start, and its hash,
    /// by which the chain is known, depends on that time.
    /// </summary>
    private static long GenesisTime(string stateFile)
    {
        var file = stateFile + ".genesis";
        if (!File.Exists(file))
        {
            WholeFile.Write(
                file,
                TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)
            );
        }

        return long.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);
    }

    private async Task RequestAsync<T>(string method, T parameter, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsJsonAsync(
            Url,
            new
            {
                jsonrpc = "2.0",
                id = 1,
                method,
                @params = new[] { parameter },
            },
            cancellationToken
        );
        answer.EnsureSuccessStatusCode();
    }
}
