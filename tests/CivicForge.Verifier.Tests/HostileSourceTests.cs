using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CivicForge.Verifier.Command;

namespace CivicForge.Verifier.Tests;

/// <summary>Files and servers of strangers: the command ends, in time, with a sentence and an exit code.</summary>
public sealed class HostileSourceTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nx-slow: ")]
    public async Task A_server_that_drips_is_given_up(string start)
    {
        await using var server = new RawServer(start, drips: true);
        var watch = Stopwatch.StartNew();

        var (code, _, error) = await RunAsync($"{server.Url}proof.json", "--offline");

        (code, watch.Elapsed < TimeSpan.FromSeconds(20)).ShouldBe((64, true));
        error.ShouldContain("within 10 seconds");
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://")]
    [InlineData("http:///")]
    [InlineData("http://[::1")]
    [InlineData("data:application/json,{}")]
    [InlineData("//")]
    [InlineData("")]
    public async Task A_redirect_to_what_is_no_web_address_is_a_sentence(string location)
    {
        await using var server = new RawServer(
            $"HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        );

        var (code, _, error) = await RunAsync($"{server.Url}proof.json", "--offline");

        code.ShouldBe(64);
        error.ShouldContain("redirects (HTTP 302)");
    }

    [Fact]
    public async Task Redirects_without_end_are_given_up()
    {
        await using var server = new RawServer(
            "HTTP/1.1 302 Found\r\nlocation: /again\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        );

        var (code, _, error) = await RunAsync($"{server.Url}proof.json", "--offline");

        (code, error.Contains("redirects more than 5 times", StringComparison.Ordinal)).ShouldBe((64, true), error);
    }

    [Theory]
    [InlineData("/quests/01950c3e-7a2b-7c4d-8e5f-0123456789ab")]
    [InlineData("/quests/01950c3e-7a2b-7c4d-8e5f-0123456789ab/")]
    [InlineData("/quests/01950C3E-7A2B-7C4D-8E5F-0123456789AB?utm_source=mail")]
    [InlineData("/quests/01950c3e-7a2b-7c4d-8e5f-0123456789ab#key=abc")]
    [InlineData("/quests/01950c3e-7a2b-7c4d-8e5f-0123456789ab/attest?from=mail")]
    [InlineData("/proofs/01950c3e-7a2b-7c4d-8e5f-0123456789ab?lang=de#steps")]
    [InlineData("/api/v1/quests/01950c3e-7a2b-7c4d-8e5f-0123456789ab")]
    [InlineData("/api/v1/quests/01950c3e-7a2b-7c4d-8e5f-0123456789ab/proof?content=true")]
    public async Task A_link_that_people_share_leads_to_the_proof(string link)
    {
        await using var server = new RawServer(request =>
            request.StartsWith(
                "GET /api/v1/quests/01950c3e-7a2b-7c4d-8e5f-0123456789ab/proof ",
                StringComparison.Ordinal
            )
                ? Http(200, Vectors.Bytes("valid.json"))
            : request.StartsWith("GET /.well-known/", StringComparison.Ordinal)
                ? Http(
                    200,
                    Encoding.UTF8.GetBytes(
                        """
                        {"domain":{"chainId":31337,"verifyingContract":"0x5FbDB2315678afecb367f032d93F642f64180aa3"},
                        "policy":{"finality":"12"}}
                        """
                    )
                )
            : Http(200, "<!doctype html><title>CivicForge</title>"u8.ToArray())
        );

        (await RunAsync($"{server.Url.ToString().TrimEnd('/')}{link}", "--offline")).Code.ShouldBe(0);
    }

    [Fact]
    public async Task Another_page_of_the_web_says_where_a_proof_is()
    {
        await using var server = new RawServer(_ => Http(200, "<!doctype html><title>CivicForge</title>"u8.ToArray()));

        var (code, _, error) = await RunAsync($"{server.Url}record", "--offline");

        (code, error.Contains("/api/v1/quests/ID/proof", StringComparison.Ordinal)).ShouldBe((64, true), error);
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0xd8, 0xff, 0xe0, 0, 0x10 }, "picture")]
    [InlineData(new byte[] { 0x89, 0x50, 0x4e, 0x47, 0x0d }, "picture")]
    [InlineData(new byte[] { 0xff, 0xfe, 0x7b, 0 }, "UTF-16")]
    [InlineData(new byte[] { 0xfe, 0xff, 0, 0x7b }, "UTF-16")]
    [InlineData(new byte[0], "empty")]
    public async Task Bytes_of_another_kind_are_no_proof_file(byte[] bytes, string word) =>
        await IsNoProofAsync(bytes, word);

    [Theory]
    [InlineData("%PDF-1.7 …", "PDF")]
    [InlineData("\0OpenTimestamps\0\0Proof\0…", "OpenTimestamps")]
    [InlineData("""{"sig":{"domain":{"name":"EAS Attestation"},"uid":"0x"},"signer":"0x"}""", "EAS")]
    [InlineData("""{"@context":["https://www.w3.org/2018/credentials/v1"]}""", "another system")]
    [InlineData(
        """{"attestation":"0x","attester":"0x","receivedAt":1,"anchorBy":2,"leaf":"0x","signature":"0x"}""",
        "receipt"
    )]
    [InlineData("""{"format":"standard-v1","tree":[]}""", "standard-v1")]
    [InlineData("[1,2]", "another kind")]
    [InlineData("{}", "format member")]
    [InlineData("hello", "neither JSON")]
    [InlineData("<html>", "web page")]
    public async Task Texts_of_another_kind_are_no_proof_file(string text, string word) =>
        await IsNoProofAsync(Encoding.UTF8.GetBytes(text), word);

    [Fact]
    public async Task A_byte_order_mark_before_a_proof_is_read_over()
    {
        var (code, output, _) = await RunAsync(
            await FileAsync([0xef, 0xbb, 0xbf, .. Vectors.Bytes("valid.json")]),
            "--offline",
            "--registry",
            Vectors.Registry
        );

        code.ShouldBe(0, output);
    }

    [Theory]
    [InlineData("--finality", "soon")]
    [InlineData("--finality", "-1")]
    public async Task Finality_is_a_number_of_blocks(params string[] arguments) =>
        (await RunAsync(["a.json", .. arguments])).Code.ShouldBe(64);

    [Theory]
    [InlineData("👩‍🌾 und 👨‍👩‍👧", "👩‍🌾 und 👨‍👩‍👧")]
    [InlineData("🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🏴󠁧󠁢󠁳󠁣󠁴󠁿")]
    [InlineData("❤️‍🔥 🏳️‍🌈 🤷🏽‍♀️", "❤️‍🔥 🏳️‍🌈 🤷🏽‍♀️")]
    [InlineData("می‌خواهم", "می‌خواهم")]
    [InlineData("क्‍ष", "क्‍ष")]
    [InlineData("a\u200db", "a\\u{200d}b")]
    [InlineData("\u200d🌳", "\\u{200d}🌳")]
    [InlineData("🌳\u200d", "🌳\\u{200d}")]
    [InlineData("x\U000e0067", "x\\u{e0067}")]
    [InlineData("\u202e\u2066\u0007", "\\u{202e}\\u{2066}\\u{7}")]
    public void Joiners_stay_where_an_emoji_or_a_script_needs_them(string text, string shown) =>
        PrintableText.Of(text).ShouldBe(shown);

    private static async Task IsNoProofAsync(byte[] bytes, string word)
    {
        var (code, output, error) = await RunAsync(await FileAsync(bytes), "--offline");

        code.ShouldBe(64);
        output.ShouldBeEmpty();
        error.ShouldContain("This is not a CivicForge proof file");
        error.ShouldContain(word);
    }

    private static async Task<string> FileAsync(byte[] bytes)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllBytesAsync(path, bytes);
        return path;
    }

    private static byte[] Http(int status, byte[] body) =>
        [
            .. Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status} x\r\ncontent-length: {body.Length}\r\nconnection: close\r\n\r\n"
            ),
            .. body,
        ];

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await VerifyCommand.RunAsync(arguments, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Answers every connection with raw bytes, and may go on with a space every half second.</summary>
    private sealed class RawServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stopped = new();
        private readonly Task _serving;

        internal RawServer(string answer, bool drips = false)
            : this(_ => Encoding.ASCII.GetBytes(answer), drips) { }

        internal RawServer(Func<string, byte[]> answer, bool drips = false)
        {
            _listener.Start();
            Url = new Uri($"http://{_listener.LocalEndpoint}/");
            _serving = ServeAsync(answer, drips);
        }

        internal Uri Url { get; }

        private async Task ServeAsync(Func<string, byte[]> answer, bool drips)
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync(_stopped.Token);
                    var stream = client.GetStream();
                    var buffer = new byte[8192];
                    var read = await stream.ReadAsync(buffer, _stopped.Token);
                    await stream.WriteAsync(answer(Encoding.ASCII.GetString(buffer, 0, read)), _stopped.Token);
                    while (drips && await DripAsync(stream))
                    {
                        await Task.Delay(500, _stopped.Token);
                    }
                }
            }
            catch (OperationCanceledException)
            {
                _listener.Stop();
            }
        }

        private async Task<bool> DripAsync(NetworkStream stream)
        {
            try
            {
                await stream.WriteAsync(" "u8.ToArray(), _stopped.Token);
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _stopped.CancelAsync();
            await _serving;
            _listener.Dispose();
            _stopped.Dispose();
        }
    }
}
