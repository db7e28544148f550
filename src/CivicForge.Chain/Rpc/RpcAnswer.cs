using System.Globalization;
using System.Text.Json;

namespace CivicForge.Chain.Rpc;

/// <summary>Takes a JSON-RPC answer apart. Providers and the gateways before them put their refusals into more shapes
/// than the standard's. The id is not compared: over HTTP an answer belongs to its request.</summary>
internal static class RpcAnswer
{
    /// <returns>Of the same document.</returns>
    /// <exception cref="RpcException">The answer is an error, or none to this question.</exception>
    internal static JsonElement Result(string method, int status, TimeSpan? retryAfter, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object)
        {
            throw new RpcException(
                NodeErrors.ClassifyStatus(status),
                method,
                "the answer is not a JSON-RPC object.",
                retryAfter: retryAfter
            );
        }
        if (
            answer.TryGetProperty("error", out var error)
            && error.ValueKind is JsonValueKind.Object or JsonValueKind.String
        )
        {
            throw Refusal(method, status, retryAfter, error);
        }
        if (status is >= 200 and < 300 && answer.TryGetProperty("result", out var result))
        {
            return result;
        }
        throw answer.TryGetProperty("message", out _)
            ? Refusal(method, status, retryAfter, answer)
            : new RpcException(
                NodeErrors.ClassifyStatus(status),
                method,
                $"the answer has neither result nor error (HTTP {status}).",
                retryAfter: retryAfter
            );
    }

    private static RpcException Refusal(string method, int status, TimeSpan? retryAfter, JsonElement error)
    {
        var code =
            error.ValueKind == JsonValueKind.Object && error.TryGetProperty("code", out var number)
                ? Code(number)
                : null;
        var message =
            (error.ValueKind == JsonValueKind.String ? error.GetString() : Text(error, "message"))
            ?? "an error without a message";
        var (words, revertData) = Data(error);
        var failure = NodeErrors.Classify(status, code, words is null ? message : $"{message}, {words}");
        var shown = status is >= 200 and < 300 ? message : $"{message.TrimEnd('.')} (HTTP {status})";
        return new RpcException(
            failure,
            method,
            shown,
            code,
            failure == RpcFailure.Reverted ? revertData : null,
            retryAfter
        );
    }

    private static int? Code(JsonElement number) =>
        number.ValueKind switch
        {
            JsonValueKind.Number when number.TryGetInt32(out var value) => value,
            JsonValueKind.String
                when int.TryParse(
                    number.GetString(),
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out var value
                ) => value,
            _ => null,
        };

    /// <summary>The data member holds the revert's bytes, words, both (<c>Reverted 0x…</c>), or an object with
    /// either.</summary>
    private static (string? Words, byte[]? Bytes) Data(JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Object || !error.TryGetProperty("data", out var data))
        {
            return (null, null);
        }
        var text = data.ValueKind switch
        {
            JsonValueKind.String => data.GetString(),
            JsonValueKind.Object => Text(data, "data") ?? Text(data, "message"),
            _ => null,
        };
        if (text is null)
        {
            return (null, null);
        }
        if (Hex.TryDecode(text, out var bytes))
        {
            return (null, bytes);
        }
        return (
            text,
            text.StartsWith("Reverted 0x", StringComparison.Ordinal)
            && Hex.TryDecode(text["Reverted ".Length..], out var after)
                ? after
                : null
        );
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
