using System.Buffers;
using System.Text.Json;

namespace CivicForge.Chain.Rpc;

/// <summary>A node's whole answer to one request, in a rented buffer.</summary>
/// <param name="RetryAfter">Only the relative form: an absolute date would trust the node's clock.</param>
internal sealed record RpcBody(
    string Method,
    int Status,
    string? ReasonPhrase,
    TimeSpan? RetryAfter,
    byte[] Rented,
    int Length
) : IDisposable
{
    private const int FirstSize = 16 << 10;

    internal bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Without a byte order mark, which some gateways put first.</summary>
    internal ReadOnlyMemory<byte> Bytes
    {
        get
        {
            var all = Rented.AsMemory(0, Length);
            return all.Span.StartsWith("\uFEFF"u8) ? all[3..] : all;
        }
    }

    internal static async Task<RpcBody> ReadAsync(
        string method,
        HttpResponseMessage response,
        long most,
        CancellationToken cancellationToken
    )
    {
        await using var stream = new LimitedStream(
            await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false),
            most
        );
        var announced = response.Content.Headers.ContentLength ?? 0;
        var buffer = ArrayPool<byte>.Shared.Rent(announced is > 0 and < 1 << 26 ? (int)announced + 1 : FirstSize);
        var length = 0;
        try
        {
            int read;
            while (
                (read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0
            )
            {
                length += read;
                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(checked(2 * length));
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
        var status = (int)response.StatusCode;
        return new(method, status, response.ReasonPhrase, response.Headers.RetryAfter?.Delta, buffer, length);
    }

    /// <exception cref="RpcException">It is not JSON.</exception>
    internal JsonDocument Parse()
    {
        try
        {
            return JsonDocument.Parse(Bytes);
        }
        catch (JsonException e)
        {
            throw new RpcException(
                NodeErrors.ClassifyStatus(Status),
                Method,
                $"the answer is not JSON ({$"HTTP {Status} {ReasonPhrase}".TrimEnd()}).",
                retryAfter: RetryAfter,
                inner: e
            );
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(Rented);
}
