using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Running;

namespace CivicForge.EndToEnd;

/// <summary><c>./civicforge up</c> as a process: what it says, how it ends, and that it leaves nothing
/// behind.</summary>
public sealed class UpTests : IDisposable
{
    private readonly ThrowawayFolder _folder = ThrowawayFolder.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder.Path, "data");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(UnixSignal.Interrupt)]
    [InlineData(UnixSignal.Terminate)]
    [InlineData(UnixSignal.HangUp)]
    public async Task A_signal_stops_everything_cleanly(UnixSignal signal)
    {
        await using var up = await LaunchedSandbox.StartAsync(Data);
        up.Connection.Processes.Values.ShouldAllBe(id => LeftBehind.IsAlive(id));

        up.Process.Signal(signal);

        await EndsCleanlyAsync(up);
    }

    [Fact]
    public async Task Ctrl_C_in_a_terminal_which_reaches_the_whole_process_group_stops_everything_cleanly()
    {
        await using var up = await LaunchedSandbox.StartAsync(Data);

        UnixSignals.SendToGroup(up.Process.Id, UnixSignal.Interrupt).ShouldBeTrue();

        await EndsCleanlyAsync(up);
    }

    [Fact]
    public async Task Nothing_stays_behind_after_kill_9_and_the_next_start_goes_on()
    {
        await using (var killed = await LaunchedSandbox.StartAsync(Data))
        {
            killed.Process.Signal(UnixSignal.Kill);

            await killed.Process.Exited.WaitAsync(TimeSpan.FromSeconds(60), Token);
            await LeftBehind.IsNothingAsync(killed);
            ConnectionFile.Read(Data).ShouldNotBeNull();
        }

        await using var next = await LaunchedSandbox.StartAsync(Data);
        (await Launcher.RunAsync("audit", "--data", Data)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task It_prints_URLs_wallets_and_progress_without_colour()
    {
        await using var up = await LaunchedSandbox.StartAsync(Data);

        up.Process.Tail.ShouldContain($"CivicForge   http://localhost:{up.Connection.Url.Port}");
        up.Process.Tail.ShouldContain(up.ChainUrl.TrimEnd('/'));
        up.Process.Tail.ShouldContain("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");
        up.Process.Tail.ShouldContain("s] starting database and chain");
        up.Process.Tail.ShouldNotContain('\u001b');
    }

    [Fact]
    public async Task Only_the_anchorer_has_Nethereum_in_memory_and_without_a_collector_nobody_has_OpenTelemetry()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // elsewhere the system does not list what a process has mapped
        }
        await using var up = await LaunchedSandbox.StartAsync(Data);
        (await Launcher.RunAsync("demo", "--url", up.Connection.Url.ToString())).ExitCode.ShouldBe(0);

        Having("Nethereum").ShouldBe(["anchorer"]);
        Having("OpenTelemetry").ShouldBeEmpty();

        IEnumerable<string> Having(string assembly) =>
            up
                .Connection.Processes.Where(process =>
                    File.ReadAllText($"/proc/{process.Value}/maps").Contains(assembly, StringComparison.Ordinal)
                )
                .Select(process => process.Key);
    }

    [Fact]
    public async Task A_second_one_runs_on_a_folder_of_its_own_and_is_refused_on_that_of_the_first()
    {
        await using var first = await LaunchedSandbox.StartAsync(Data);

        var refused = await Launcher.RunAsync("up", "--port", "0", "--data", Data);
        refused.ExitCode.ShouldBe(1);
        refused.Errors.ShouldContain($"process {first.Connection.ProcessId}");
        refused.Errors.ShouldContain(first.Connection.Url.ToString());
        refused.Errors.ShouldContain("--data");

        await using var second = await LaunchedSandbox.StartAsync(Data + "2");
        second.Connection.Url.ShouldNotBe(first.Connection.Url);
    }

    [Fact]
    public async Task Fresh_begins_anew_and_without_it_the_state_stays()
    {
        string key;
        await using (var first = await LaunchedSandbox.StartAsync(Data))
        {
            (await Launcher.RunAsync("demo", "--url", first.Connection.Url.ToString())).ExitCode.ShouldBe(0);
            key = await ReceiptKeyAsync(first);
            (await BatchesAsync(first)).ShouldBe(1);
        }

        await using (var second = await LaunchedSandbox.StartAsync(Data))
        {
            (await ReceiptKeyAsync(second)).ShouldBe(key);
            (await BatchesAsync(second)).ShouldBe(1);
        }

        await using var fresh = await LaunchedSandbox.StartAsync(Data, "--fresh");
        (await ReceiptKeyAsync(fresh)).ShouldNotBe(key);
        (await BatchesAsync(fresh)).ShouldBe(0);
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--chain-port")]
    public async Task A_port_that_is_taken_is_named_with_the_option_for_another_one(string option)
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = $"{((System.Net.IPEndPoint)taken.LocalEndpoint).Port}";

        var refused = await Launcher.RunAsync(
            option == "--port"
                ? ["up", "--data", Data, option, port]
                : ["up", "--data", Data, "--port", "0", option, port]
        );

        refused.ExitCode.ShouldBe(1);
        refused.Errors.ShouldContain($"Port {port} is taken");
        refused.Errors.ShouldContain(option);
    }

    private static async Task EndsCleanlyAsync(LaunchedSandbox up)
    {
        (await up.Process.Exited.WaitAsync(TimeSpan.FromSeconds(60), Token)).ShouldBe(0, up.Process.Tail);
        await LeftBehind.IsNothingAsync(up);
        up.Process.Tail.ShouldEndWith("stopping");
        File.Exists(Path.Combine(up.Data, "sandbox.json")).ShouldBeFalse();
        File.Exists(Path.Combine(up.Data, "chain.json")).ShouldBeTrue();
        (await File.ReadAllTextAsync(Path.Combine(up.Data, "logs", "postgres.log"), Token)).ShouldContain(
            "database system is shut down"
        );
    }

    private static async Task<string> ReceiptKeyAsync(LaunchedSandbox sandbox) =>
        (await sandbox.GetAsync("/.well-known/civicforge.json")).GetProperty("receiptKey").GetString()!;

    private static async Task<int> BatchesAsync(LaunchedSandbox sandbox) =>
        (await sandbox.GetAsync("/api/v1/batches")).GetProperty("items").GetArrayLength();
}
