using System.Net.Sockets;
using System.Text;
using CivicForge.Chain.Rpc;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Running;

namespace CivicForge.Sandbox.Tests.Running;

/// <summary>Who may ask the local chain, whose accounts are unlocked.</summary>
public sealed class ChainGateTests : IAsyncLifetime
{
    private const string Own = "http://localhost:5080";

    private AnvilNode _node = null!;
    private ChainGate _gate = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _node = await AnvilNode.StartAsync(new(), Token);
        _gate = ChainGate.Start(0, _node.Url, [Own]);
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.DisposeAsync();
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task A_program_without_an_origin_passes_again_and_again()
    {
        var client = new EthClient(_gate.Url);
        for (var i = 0; i < 20; i++)
        {
            (await client.ChainIdAsync(Token)).ShouldBe(31337UL);
        }

        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => client.BlockNumberAsync(Token)));
        (await client.RequestAsync("anvil_mine", ["0x64"], Token)).ValueKind.ShouldBe(
            System.Text.Json.JsonValueKind.Null
        );
        (await client.GetBlockAsync(BlockId.Latest, Token))!.Number.ShouldBe(100UL);
    }

    [Theory]
    [InlineData("Origin: http://localhost:5080", "200")]
    [InlineData("Origin: http://evil.test", "403")]
    [InlineData("Origin: null", "403")]
    [InlineData("Origin: http://localhost:5081", "403")]
    [InlineData("Origin: http://localhost:5080\r\nOrigin: http://evil.test", "403")]
    [InlineData("ORIGIN : http://evil.test", "403")]
    public async Task A_page_passes_when_it_is_the_sandboxes_own(string origin, string status)
    {
        foreach (var type in (string[])["application/json", "text/plain"])
        {
            (
                await AskAsync(
                    $"POST / HTTP/1.1\r\nHost: {_gate.Url.Authority}\r\n{origin}\r\nContent-Type: {type}\r\n",
                    Send
                )
            ).ShouldStartWith($"HTTP/1.1 {status}");
        }

        if (status == "200")
        {
            await Waiting.UntilAsync(async () => await SentAsync() == 1, "The page's own transaction was not mined.");
        }
        else
        {
            (await SentAsync()).ShouldBe(0UL);
        }
    }

    [Theory]
    [InlineData("Host: evil.test:8545", "403")]
    [InlineData("Host: 127.0.0.1.evil.test", "403")]
    [InlineData("Host: localhost:1", "200")]
    [InlineData("Host: [::1]:1", "200")]
    [InlineData("Accept: */*", "400")]
    [InlineData("Host: localhost\r\nHost: evil.test", "400")]
    [InlineData("Host: localhost\r\nTransfer-Encoding: chunked", "400")]
    [InlineData("Host: localhost\r\nContent-Length: 1", "400")]
    public async Task Another_name_of_this_machine_and_a_body_without_an_end_are_refused(
        string header,
        string status
    ) =>
        (
            await AskAsync(
                $"POST / HTTP/1.1\r\n{header}\r\nContent-Type: application/json\r\n",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_chainId\",\"params\":[]}"
            )
        ).ShouldStartWith($"HTTP/1.1 {status}");

    [Fact]
    public async Task A_second_request_behind_the_first_is_not_passed_on()
    {
        var first = Request(
            $"POST / HTTP/1.1\r\nHost: {_gate.Url.Authority}\r\nContent-Type: application/json\r\n",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_chainId\",\"params\":[]}"
        );
        var answer = await ExchangeAsync(
            first
                + Request(
                    $"POST / HTTP/1.1\r\nHost: {_gate.Url.Authority}\r\nOrigin: http://evil.test\r\nContent-Type: "
                        + "application/json\r\n",
                    Send
                )
        );
        answer.ShouldContain("0x7a69");
        (await SentAsync()).ShouldBe(0UL);
    }

    [Fact]
    public async Task A_page_of_another_origin_opens_no_web_socket() =>
        (
            await ExchangeAsync(
                $"GET / HTTP/1.1\r\nHost: {_gate.Url.Authority}\r\nOrigin: http://evil.test\r\nConnection: "
                    + "Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                    + "dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
            )
        ).ShouldStartWith("HTTP/1.1 403");

    /// <summary>The node may answer before the block of a transaction is sealed.</summary>
    private Task<ulong> SentAsync() =>
        new EthClient(_node.Url).GetTransactionCountAsync(
            CivicForge.Chain.Address.Parse(DevelopmentAccounts.Creator.Address),
            BlockId.Latest,
            Token
        );

    private static string Send =>
        $$"""
            {"jsonrpc":"2.0","id":1,"method":"eth_sendTransaction","params":[{
            "from":"{{DevelopmentAccounts.Creator.Address}}",
            "to":"{{DevelopmentAccounts.Performer.Address}}","value":"0x1"}]}
            """;

    private Task<string> AskAsync(string head, string body) => ExchangeAsync(Request(head, body));

    private static string Request(string head, string body) => $"{head}Content-Length: {body.Length}\r\n\r\n{body}";

    private async Task<string> ExchangeAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_gate.Url.Host, _gate.Url.Port, Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Token);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(Token);
    }
}
