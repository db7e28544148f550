using System.Text.Json;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Running;
using Npgsql;

namespace CivicForge.EndToEnd;

/// <summary>The commands that talk to a running sandbox: <c>demo</c>, <c>verify</c>, <c>audit</c>.</summary>
public sealed class CommandTests(CommandTests.Journey journey) : IClassFixture<CommandTests.Journey>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_demo_walks_against_a_given_URL_and_ends_with_its_sum() =>
        journey.Demo.Output.Split('\n')[^1].ShouldMatch("^demo: [1-9][0-9]+ checks passed, 0 failed$");

    [Fact]
    public async Task A_demo_of_something_that_does_not_answer_fails()
    {
        var (exitCode, output, _) = await Launcher.RunAsync("demo", "--url", "http://127.0.0.1:1");

        exitCode.ShouldBe(1);
        output.ShouldContain("127.0.0.1:1");
        output.Split('\n')[^1].ShouldBe("demo: 0 checks passed, 1 failed");
    }

    [Fact]
    public async Task A_proof_file_is_valid_against_the_node_that_holds_its_batch()
    {
        var (exitCode, output, _) = await Launcher.RunAsync(
            "verify",
            journey.ProofFile,
            "--rpc",
            journey.Sandbox.ChainUrl,
            "--registry",
            journey.Sandbox.Registry
        );

        exitCode.ShouldBe(0, output);
        output.ShouldContain("VALID");
        output.ShouldNotContain('\u001b');
    }

    [Fact]
    public async Task A_proof_URL_is_valid_for_the_deployment_that_its_host_names()
    {
        var (exitCode, output, _) = await Launcher.RunAsync(
            "verify",
            journey.ProofUrl,
            "--rpc",
            journey.Sandbox.ChainUrl,
            "--json"
        );

        exitCode.ShouldBe(0, output);
        using var json = JsonDocument.Parse(output);
        json.RootElement.GetProperty("verdict").GetString().ShouldBe("valid");
    }

    [Fact]
    public async Task A_changed_proof_is_invalid_and_a_silent_node_leaves_a_good_one_inconclusive()
    {
        var changed = journey.ProofFile + ".changed";
        await File.WriteAllTextAsync(
            changed,
            (await File.ReadAllTextAsync(journey.ProofFile, Token))
                .Replace("\"xp\": 120", "\"xp\": 121", StringComparison.Ordinal)
                .Replace("\"xp\":120", "\"xp\":121", StringComparison.Ordinal),
            Token
        );

        (
            await Launcher.RunAsync(
                "verify",
                changed,
                "--rpc",
                journey.Sandbox.ChainUrl,
                "--registry",
                journey.Sandbox.Registry
            )
        ).ExitCode.ShouldBe(1);
        (
            await Launcher.RunAsync(
                "verify",
                journey.ProofFile,
                "--rpc",
                "http://127.0.0.1:1",
                "--registry",
                journey.Sandbox.Registry
            )
        ).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_file_is_found_from_the_folder_where_the_command_is_called_also_through_a_link()
    {
        var folder = Path.GetDirectoryName(journey.ProofFile)!;
        var link = Path.Combine(folder, "civicforge-link");
        File.CreateSymbolicLink(link, Launcher.Path);

        var ended = await Launcher.RunAsync(
            new ChildProcessOptions(
                link,
                "verify",
                Path.GetFileName(journey.ProofFile),
                "--offline",
                "--registry",
                journey.Sandbox.Registry
            )
            {
                WorkingDirectory = folder,
            }
        );

        ended.ExitCode.ShouldBe(0, ended.Errors);
        ended.Output.ShouldStartWith("Not checked");
    }

    [Fact]
    public async Task The_forty_lines_of_viem_in_the_documentation_agree()
    {
        var folder = Directory
            .CreateDirectory(Path.Combine(Path.GetDirectoryName(journey.ProofFile)!, "viem"))
            .FullName;
        File.Copy(Path.Combine(Repository.Root, "docs", "verify-with-viem.mjs"), Path.Combine(folder, "verify.mjs"));
        Directory.CreateSymbolicLink(
            Path.Combine(folder, "node_modules"),
            Path.Combine(Repository.Root, "web", "node_modules")
        );

        var good = await Launcher.RunAsync(
            new ChildProcessOptions(
                "node",
                Path.Combine(folder, "verify.mjs"),
                journey.ProofFile,
                journey.Sandbox.ChainUrl
            )
        );
        good.ExitCode.ShouldBe(0, good.Output + good.Errors);
        good.Output.Split('\n').ShouldAllBe(line => line.StartsWith("pass "));
        good.Output.ShouldContain("batch is on chain, final");

        var broken = Path.Combine(Repository.Root, "tests", "vectors", "proofs", "merkle-root.json");
        (
            await Launcher.RunAsync(new ChildProcessOptions("node", Path.Combine(folder, "verify.mjs"), broken))
        ).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task The_audit_of_a_sandbox_is_clean_for_people_and_for_programs()
    {
        var text = await Launcher.RunAsync("audit", "--data", journey.Sandbox.Data);
        text.ExitCode.ShouldBe(0, text.Output);
        text.Output.ShouldEndWith("audit: clean");

        var json = await Launcher.RunAsync("audit", "--json", "--data", journey.Sandbox.Data);
        json.ExitCode.ShouldBe(0);
        using var document = JsonDocument.Parse(json.Output);
        document.RootElement.GetProperty("verdict").GetString().ShouldBe("clean");
    }

    [Fact]
    public async Task An_audit_without_a_sandbox_is_inconclusive_and_says_what_to_do()
    {
        var (exitCode, output, errors) = await Launcher.RunAsync(
            "audit",
            "--json",
            "--data",
            journey.Sandbox.Data + "-none"
        );

        exitCode.ShouldBe(2);
        output.ShouldBeEmpty();
        errors.ShouldContain("--data");
    }

    /// <summary>A sandbox against which the demo has walked once, and the proof of its quest.</summary>
    public sealed class Journey : IAsyncLifetime
    {
        private readonly ThrowawayFolder _folder = ThrowawayFolder.Create();

        internal LaunchedSandbox Sandbox { get; private set; } = null!;

        internal Launcher.Ended Demo { get; private set; } = null!;

        internal string ProofUrl { get; private set; } = "";

        internal string ProofFile { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            Sandbox = await LaunchedSandbox.StartAsync(Path.Combine(_folder.Path, "data"));
            Demo = await Launcher.RunAsync("demo", "--url", Sandbox.Connection.Url.ToString());
            Demo.ExitCode.ShouldBe(0, Demo.Output + Demo.Errors);
            await using var database = NpgsqlDataSource.Create(Sandbox.OwnerConnectionString);
            await using var quest = database.CreateCommand("SELECT quest_id::text FROM civic.completions");
            ProofUrl = new Uri(
                Sandbox.Connection.Url,
                $"/api/v1/quests/{await quest.ExecuteScalarAsync(Token)}/proof"
            ).ToString();
            ProofFile = Path.Combine(_folder.Path, "proof.json");
            using var http = new HttpClient();
            await File.WriteAllBytesAsync(ProofFile, await http.GetByteArrayAsync(ProofUrl, Token), Token);
        }

        public async ValueTask DisposeAsync()
        {
            await Sandbox.DisposeAsync();
            _folder.Dispose();
        }
    }
}
