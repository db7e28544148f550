using System.Net;
using System.Net.Sockets;
using System.Text;
using CivicForge.Api.Tests.Harness;

namespace CivicForge.Api.Tests.Http.Requests;

/// <summary>Bytes that no client library would send (RFC 9112). Each is refused as what it is, and the service goes
/// on.</summary>
public sealed class RawRequestTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Post = "POST /api/v1/auth/nonce HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

    [Theory]
    [InlineData(
        "a chunk of more bytes than can be counted",
        Post + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n{}",
        400
    )]
    [InlineData("a chunk without a size", Post + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n", 400)]
    [InlineData("a chunk that ends elsewhere", Post + "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n", 400)]
    [InlineData(
        "a line that ends within a chunk's extension",
        Post + "Transfer-Encoding: chunked\r\n\r\n2;\nxx\r\n{}\r\n0\r\n\r\n",
        400
    )]
    [InlineData("a coding that is none", Post + "Transfer-Encoding: xchunked\r\n\r\n{}", 400)]
    [InlineData("a negative length", Post + "Content-Length: -1\r\n\r\n", 400)]
    [InlineData("two lengths", Post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400)]
    [InlineData("a length of more bytes than there are", Post + "Content-Length: 9223372036854775807\r\n\r\n{}", 413)]
    [InlineData("no host", "GET /health/live HTTP/1.1\r\n\r\n", 400)]
    [InlineData("two hosts", "GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400)]
    [InlineData("a host that is none", "GET /health/live HTTP/1.1\r\nHost: <script>\r\n\r\n", 400)]
    [InlineData("NUL in the path", "GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("a folded header", "GET /health/live HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n", 400)]
    [InlineData("a version that is none", "GET /health/live HTTP/3.7\r\nHost: a\r\n\r\n", 505)]
    [InlineData("a tunnel", "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n", 404)]
    [InlineData("a way out of the folder", "GET /assets/..%2f..%2f..%2fetc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", 404)]
    [InlineData("settings as a file", "GET /appsettings.json HTTP/1.1\r\nHost: a\r\n\r\n", 404)]
    public async Task A_request_that_is_none_is_refused_as_what_it_is(string what, string request, int status)
    {
        (await StatusAsync(request)).ShouldBe(status, what);
        (await StatusAsync("GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n")).ShouldBe(200);
    }

    private async Task<int> StatusAsync(string request)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, fixture.Host.Url.Port));
        await socket.SendAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(new NetworkStream(socket), Encoding.Latin1);
        var line = await reader
            .ReadLineAsync(TestContext.Current.CancellationToken)
            .AsTask()
            .WaitAsync(TimeSpan.FromSeconds(30));
        return int.Parse(line.ShouldNotBeNull().Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
