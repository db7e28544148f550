using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using CivicForge.Api.Http.Problems;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace CivicForge.Api.Http.Connections;

/// <summary>Tells those who find no place so, in HTTP, and closes. A few at a time are waited for until they have sent
/// something, since an answer to a client that is still sending is lost with the connection; in a flood the others are
/// closed without a word.</summary>
internal sealed class RefusedConnections : IDisposable
{
    public static readonly TimeSpan ComeBackAfter = TimeSpan.FromSeconds(10);

    private const int MostAtATime = 128;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly byte[] AddressIsFull = Answer(
        ErrorCodes.TooManyConnections,
        "Your address holds as many connections as one may."
    );
    private static readonly byte[] AllIsFull = Answer(
        ErrorCodes.Unavailable,
        "The service holds as many connections as it can."
    );

    private static readonly byte[] AddressAsksNothing = Answer(
        ErrorCodes.TooManyConnections,
        "Your address opened many connections in this minute that asked for nothing."
    );

    // An answered one may linger, and its descriptor with it.
    private readonly SemaphoreSlim _answering = new(MostAtATime);

    public void TurnAway(Socket socket, SocketConnectionContextFactory connections, PlaceAnswer why)
    {
        if (_answering.Wait(0))
        {
            _ = EndAsync(connections.Create(socket), TextOf(why));
            return;
        }
        socket.LingerState = new LingerOption(enable: true, seconds: 0); // a reset: nothing of it remains
        socket.Dispose();
    }

    public void Dispose() => _answering.Dispose();

    private static byte[] TextOf(PlaceAnswer why) =>
        why switch
        {
            PlaceAnswer.AllIsFull => AllIsFull,
            PlaceAnswer.AddressAsksNothing => AddressAsksNothing,
            _ => AddressIsFull,
        };

    private async Task EndAsync(ConnectionContext connection, byte[] answer)
    {
        try
        {
            await AnswerAsync(connection, answer);
        }
        catch (Exception exception)
            when (exception is IOException or OperationCanceledException or InvalidOperationException)
        {
            connection.Abort(); // It went away, or said nothing: there is nobody to tell.
        }
        finally
        {
            await connection.DisposeAsync();
            _answering.Release();
        }
    }

    private static async Task AnswerAsync(ConnectionContext connection, byte[] answer)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed);
        patience.CancelAfter(Patience);
        var request = await connection.Transport.Input.ReadAsync(patience.Token);
        connection.Transport.Input.AdvanceTo(request.Buffer.End);
        await connection.Transport.Output.WriteAsync(answer, patience.Token);
    }

    private static byte[] Answer(ErrorCode code, string detail)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, object>
            {
                ["type"] = $"/docs/errors#{code.Code}",
                ["title"] = code.Title,
                ["status"] = code.Status,
                ["detail"] = $"{detail} {code.Remedy}",
                ["code"] = code.Code,
                ["traceId"] = "none",
            },
            JsonShape.Options
        );
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {code.Status} "
                + $"{(code.Status == 429 ? "Too Many Requests" : "Service Unavailable")}\r\nContent-Type: "
                + $"{ProblemDocument.MediaType}\r\nContent-Length: {body.Length}\r\n"
                + $"Retry-After: {ComeBackAfter.TotalSeconds}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
        );
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
