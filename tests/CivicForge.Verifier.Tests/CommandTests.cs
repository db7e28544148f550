using System.Net;
using System.Text;
using System.Text.Json;
using CivicForge.Verifier.Command;
using CivicForge.Verifier.Tests.Chain;

namespace CivicForge.Verifier.Tests;

public sealed class CommandTests
{
    [Theory]
    [InlineData("valid.json", 0)]
    [InlineData("creator-signature-high-s.json", 1)]
    [InlineData("format-truncated.json", 1)]
    [InlineData("domain-unknown-chain.json", 2)]
    [InlineData("performer-signature-erc1271.json", 2)]
    public async Task The_exit_code_is_the_verdict(string file, int code)
    {
        (await RunAsync(Path.Combine(Vectors.Folder, file), "--offline", "--registry", Vectors.Registry)).Code.ShouldBe(
            code
        );
    }

    [Fact]
    public async Task Offline_the_first_line_says_what_was_not_checked()
    {
        var output = (
            await RunAsync(Path.Combine(Vectors.Folder, "valid.json"), "--offline", "--registry", Vectors.Registry)
        ).Output;

        var first = output.Split('\n')[0];
        first.ShouldStartWith("Not checked");
        foreach (var step in StepNames.OnChain)
        {
            first.ShouldContain(step);
        }
    }

    [Fact]
    public async Task Without_a_registry_a_deployment_from_a_file_is_unknown()
    {
        var (code, output, _) = await RunAsync(Path.Combine(Vectors.Folder, "valid.json"), "--offline");

        code.ShouldBe(2);
        output.ShouldContain("--registry");
    }

    [Fact]
    public async Task Without_a_node_the_report_says_how_to_name_one()
    {
        var (code, output, _) = await RunAsync(
            Path.Combine(Vectors.Folder, "valid.json"),
            "--registry",
            Vectors.Registry
        );

        code.ShouldBe(2);
        output.ShouldContain("CIVICFORGE_RPC");
    }

    [Fact]
    public async Task Json_is_the_verdict_and_every_step_in_order_and_nothing_else()
    {
        var output = (
            await RunAsync(
                Path.Combine(Vectors.Folder, "merkle-root.json"),
                "--offline",
                "--json",
                "--registry",
                Vectors.Registry
            )
        ).Output;

        using var json = JsonDocument.Parse(output);
        json.RootElement.GetProperty("verdict").GetString().ShouldBe("invalid");
        json.RootElement.GetProperty("steps")
            .EnumerateArray()
            .Select(step => step.GetProperty("name").GetString())
            .ShouldBe(StepNames.All);
        json.RootElement.GetProperty("steps")[9].GetProperty("result").GetString().ShouldBe("fail");
        json.RootElement.EnumerateObject().Select(member => member.Name).ShouldBe(["verdict", "steps"]);
    }

    [Theory]
    [InlineData]
    [InlineData("no-such-file.json")]
    [InlineData("/")]
    [InlineData("a.json", "b.json")]
    [InlineData("a.json", "--bogus")]
    [InlineData("a.json", "--registry", "31337")]
    [InlineData("a.json", "--registry", "31337:0x5FbDB2315678afecb367f032d93F642f64180aa4")]
    [InlineData("a.json", "--registry", "0x1:0x5FbDB2315678afecb367f032d93F642f64180aa3")]
    [InlineData("a.json", "--rpc", "not a url")]
    [InlineData("a.json", "--rpc", "file:///etc/passwd")]
    [InlineData("http://127.0.0.1:1/proof.json")]
    public async Task Bad_arguments_and_unreadable_files_are_64_and_say_so_on_standard_error(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);

        code.ShouldBe(64);
        output.ShouldBeEmpty();
        error.ShouldStartWith("civicforge verify: ");
    }

    [Fact]
    public async Task A_proof_from_a_url_is_checked_against_the_deployment_that_its_host_names()
    {
        await using var server = new FileServer(
            new()
            {
                ["/api/v1/quests/1/proof"] = (200, Vectors.Bytes("valid.json")),
                ["/.well-known/civicforge.json"] = (
                    200,
                    Encoding.UTF8.GetBytes(
                        """
                        {"domain":{"chainId":31337,
                        "verifyingContract":"0x5FbDB2315678afecb367f032d93F642f64180aa3"}}
                        """
                    )
                ),
                ["/elsewhere"] = (200, Vectors.Bytes("domain-unknown-contract.json")),
                ["/missing"] = (
                    404,
                    Encoding.UTF8.GetBytes(
                        """{"title":"Not found","code":"not-anchored-yet","detail":"The quest is not anchored yet."}"""
                    )
                ),
            }
        );

        (await RunAsync($"{server.Url}api/v1/quests/1/proof", "--offline")).Code.ShouldBe(0);
        (await RunAsync($"{server.Url}elsewhere", "--offline")).Code.ShouldBe(2);
        (
            await RunAsync(
                $"{server.Url}api/v1/quests/1/proof",
                "--offline",
                "--registry",
                "1:0x5FbDB2315678afecb367f032d93F642f64180aa3"
            )
        ).Code.ShouldBe(2);
        var missing = await RunAsync($"{server.Url}missing");
        missing.Code.ShouldBe(64);
        missing.Error.ShouldContain("not-anchored-yet");
    }

    [Fact]
    public async Task A_host_without_a_well_known_document_leaves_the_deployment_unknown()
    {
        await using var server = new FileServer(new() { ["/proof"] = (200, Vectors.Bytes("valid.json")) });

        (await RunAsync($"{server.Url}proof", "--offline")).Code.ShouldBe(2);
    }

    [Fact]
    public async Task Against_a_real_node_a_final_proof_is_valid_and_prints_its_claim()
    {
        await using var chain = await RegistryChain.StartAsync();
        await chain.AnchorAsync(1, Reading.ProofReader.Read(Vectors.Bytes("valid.json")).Path.Root);
        await chain.MineAsync();

        var (code, output, _) = await RunAsync(
            Path.Combine(Vectors.Folder, "valid.json"),
            "--rpc",
            chain.Url.ToString(),
            "--registry",
            Vectors.Registry
        );

        code.ShouldBe(0, output);
        output.ShouldContain("Bäume pflanzen – 3 young oaks 🌳");
        output.ShouldContain("VALID");
    }

    [Fact]
    public void Texts_of_a_file_cannot_move_the_cursor_or_reorder_a_line()
    {
        PrintableText.Of("a\u001b[2Jb\u202ec\nd\u200fé🌳").ShouldBe("a\\u{1b}[2Jb\\u{202e}c\\u{a}d\\u{200f}é🌳");
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await VerifyCommand.RunAsync(arguments, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>A real HTTP server on loopback with a few fixed answers.</summary>
    private sealed class FileServer : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Task _serving;

        internal FileServer(Dictionary<string, (int Status, byte[] Body)> answers)
        {
            using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Url = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
            }

            _listener.Prefixes.Add(Url.ToString());
            _listener.Start();
            _serving = ServeAsync(answers);
        }

        internal Uri Url { get; }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
        }

        private async Task ServeAsync(Dictionary<string, (int Status, byte[] Body)> answers)
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    var (status, body) = answers.GetValueOrDefault(context.Request.Url!.AbsolutePath, (404, []));
                    context.Response.StatusCode = status;
                    await context.Response.OutputStream.WriteAsync(body);
                    context.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Stopped by DisposeAsync.
            }
        }
    }
}
