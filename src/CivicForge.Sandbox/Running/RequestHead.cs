using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CivicForge.Sandbox.Running;

/// <summary>The head of one HTTP/1.1 request (RFC 9112), as far as a gate has to know it, and what has arrived of its
/// body.</summary>
internal sealed class RequestHead
{
    private const int Longest = 16 * 1024;

    private readonly string[] _lines;
    private readonly byte[] _begun;

    private RequestHead(string head, byte[] begun) => (_lines, _begun) = (head.Split("\r\n"), begun);

    /// <summary>A header's value; null when it is absent. One that is given twice has all its values, and is none that
    /// is known.</summary>
    public string? this[string name] => Values(name) is { Count: > 0 } values ? string.Join(", ", values) : null;

    /// <summary>Whether the connection becomes another one, such as a web socket.</summary>
    public bool IsUpgrade => this["Upgrade"] is not null;

    /// <summary>Whether it is said, once, where the body ends.</summary>
    public bool IsWhole =>
        this["Transfer-Encoding"] is null
        && Values("Content-Length").Count <= 1
        && Length is not null
        && Values("Host").Count == 1;

    /// <summary>The head for the node, which closes the connection after its answer.</summary>
    public byte[] Forwarded =>
        Encoding.Latin1.GetBytes(
            string.Join(
                "\r\n",
                IsUpgrade
                    ? _lines
                    : [.. _lines.Where(line => !Is(line, "Connection") && !Is(line, "Keep-Alive")), "Connection: close"]
            ) + "\r\n\r\n"
        );

    private long? Length =>
        this["Content-Length"] is not { } text ? 0
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length
        : null;

    /// <returns>Null when the client closes before its head has ended, or sends too long a one.</returns>
    public static async Task<RequestHead?> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[Longest];
        for (
            int filled = 0, read;
            filled < Longest && (read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken)) > 0;

        )
        {
            filled += read;
            var end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                return new RequestHead(Encoding.Latin1.GetString(buffer, 0, end), buffer[(end + 4)..filled]);
            }
        }

        return null;
    }

    /// <summary>Passes the body on, and nothing behind it.</summary>
    public async Task CopyBodyAsync(NetworkStream from, NetworkStream to, CancellationToken cancellationToken)
    {
        var left = Length ?? 0;
        var first = _begun.AsMemory(0, (int)Math.Min(_begun.Length, left));
        await to.WriteAsync(first, cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            for (left -= first.Length; left > 0; )
            {
                var read = await from.ReadAsync(
                    buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)),
                    cancellationToken
                );
                if (read == 0)
                {
                    return;
                }

                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private List<string> Values(string name) =>
        [
            .. _lines
                .Skip(1)
                .Where(line => Is(line, name))
                .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()),
        ];

    private static bool Is(string line, string name) =>
        line.Length > name.Length
        && line.StartsWith(name, StringComparison.OrdinalIgnoreCase)
        && line[name.Length..].TrimStart().StartsWith(':');
}
