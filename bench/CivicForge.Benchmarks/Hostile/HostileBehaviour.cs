using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CivicForge.Benchmarks.Hostile;

/// <summary>What hostile connections do once they are open. Each returns when the service has ended it, with the status
/// of the last answer, if there was one.</summary>
internal static class HostileBehaviour
{
    private const int EvidenceSize = 10 * 1024 * 1024;

    internal static Func<Socket, CancellationToken, Task<int?>> Find(string kind, string argument) =>
        kind switch
        {
            "idle" => ReadToEndAsync,
            "tls" => (socket, token) =>
                SayAsync(socket, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003", token),
            "drip" => (socket, token) =>
                DripAsync(socket, "GET /api/v1/quests HTTP/1.1\r\nHost: a\r\nX-Slow: ", TimeSpan.FromSeconds(1), token),
            "stream" => (socket, token) => SayAsync(socket, "GET /api/v1/events HTTP/1.1\r\nHost: a\r\n\r\n", token),
            "reader" => (socket, token) =>
                NeverReadAsync(socket, $"GET /api/v1/batches/{argument}/tree HTTP/1.1\r\nHost: a\r\n\r\n", token),
            "upload" => (socket, token) => UploadAsync(socket, argument, token),
            "flood" => FloodAsync,
            _ => throw new ArgumentException($"There is no hostile behaviour {kind}."),
        };

    private static async Task<int?> ReadToEndAsync(Socket socket, CancellationToken cancellationToken)
    {
        var (buffer, status) = (new byte[16 * 1024], (int?)null);
        int read;
        while ((read = await socket.ReceiveAsync(buffer, cancellationToken)) > 0)
        {
            if (read > 12 && buffer.AsSpan(0, 5).SequenceEqual("HTTP/"u8))
            {
                status = int.Parse(buffer.AsSpan(9, 3), CultureInfo.InvariantCulture);
            }
        }
        return status;
    }

    private static async Task<int?> SayAsync(Socket socket, string text, CancellationToken cancellationToken)
    {
        await socket.SendAsync(Encoding.Latin1.GetBytes(text), cancellationToken);
        return await ReadToEndAsync(socket, cancellationToken);
    }

    private static async Task<int?> DripAsync(
        Socket socket,
        string head,
        TimeSpan every,
        CancellationToken cancellationToken
    )
    {
        var answer = SayAsync(socket, head, cancellationToken);
        while (await Task.WhenAny(answer, Task.Delay(every, cancellationToken)) != answer)
        {
            await socket.SendAsync("x"u8.ToArray(), cancellationToken);
        }
        return await answer;
    }

    private static async Task<int?> NeverReadAsync(Socket socket, string request, CancellationToken cancellationToken)
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
        // Whether it is still there can be told without reading: sending fails when it is not.
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            await socket.SendAsync("\r\n"u8.ToArray(), cancellationToken);
        }
    }

    /// <summary>All but the last mebibyte at once, the rest at 300 bytes a second.</summary>
    private static async Task<int?> UploadAsync(Socket socket, string token, CancellationToken cancellationToken)
    {
        var answer = SayAsync(
            socket,
            "POST /api/v1/quests/01950c3e-7a2b-7c4d-8e5f-0123456789ab/evidence HTTP/1.1\r\nHost: "
                + $"a\r\nAuthorization: Bearer {token}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                + $"Content-Length: {EvidenceSize}\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; "
                + "filename=\"a.txt\"\r\n\r\n",
            cancellationToken
        );
        var piece = new byte[64 * 1024];
        Array.Fill(piece, (byte)'x');
        for (var sent = 0; sent < EvidenceSize - (1024 * 1024) && !answer.IsCompleted; sent += piece.Length)
        {
            await socket.SendAsync(piece, cancellationToken);
        }
        while (await Task.WhenAny(answer, Task.Delay(TimeSpan.FromSeconds(1), cancellationToken)) != answer)
        {
            await socket.SendAsync(piece.AsMemory(0, 300), cancellationToken);
        }
        return await answer;
    }

    /// <summary>Eight requests at a time without waiting for their answers: paths that do not exist, documents,
    /// preflights, methods that nothing answers.</summary>
    private static async Task<int?> FloodAsync(Socket socket, CancellationToken cancellationToken)
    {
        var longPath = new string('x', 7_800);
        string[] lines =
        [
            $"GET /{longPath}",
            "GET /openapi/v1.json",
            "OPTIONS /api/v1/quests",
            "HEAD /",
            "GET /docs/index.html",
            "GET /health/ready",
            "BREW /api/v1/quests",
            "GET /api/v1/nothing",
        ];
        var requests = Encoding.ASCII.GetBytes(
            string.Concat(
                lines.Select(line =>
                    $"{line} HTTP/1.1\r\nHost: a\r\nOrigin: http://a\r\nAccess-Control-Request-Method: POST\r\n\r\n"
                )
            )
        );
        var reading = ReadToEndAsync(socket, cancellationToken);
        while (!reading.IsCompleted)
        {
            await socket.SendAsync(requests, cancellationToken);
        }
        return await reading;
    }
}
