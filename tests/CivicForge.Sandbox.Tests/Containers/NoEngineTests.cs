using System.Net;
using System.Net.Sockets;
using CivicForge.Sandbox.Containers;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Tests.Containers;

public class NoEngineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_nobody_listens_there_is_no_engine()
    {
        (await ContainerEngine.FindAsync(new Uri($"tcp://127.0.0.1:{Ports.Free()}"), Token)).ShouldBeNull();
        (await ContainerEngine.FindAsync(new Uri("unix:///nowhere/docker.sock"), Token)).ShouldBeNull();
        (await ContainerEngine.FindAsync(new Uri("ssh://nowhere"), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Who_does_not_answer_is_no_engine()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        (await ContainerEngine.FindAsync(Address(silent), Token)).ShouldBeNull();
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("220 mail.example.org\r\n")]
    public async Task Who_answers_something_else_is_no_engine(string answer)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var answering = AnswerAsync(other, answer);

        (await ContainerEngine.FindAsync(Address(other), Token)).ShouldBeNull();
        await answering;
    }

    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync(Token);
        var stream = client.GetStream();
        await stream.ReadAtLeastAsync(new byte[4096], 1, cancellationToken: Token);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), Token);
    }

    private static Uri Address(TcpListener listener) => new($"tcp://{listener.LocalEndpoint}");
}
