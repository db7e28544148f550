using System.Text.Json;

namespace CivicForge.Chain.Rpc;

/// <summary>Reads a <c>result</c> whose first token the reader stands on, and leaves it on the last.</summary>
/// <exception cref="FormatException">It has another shape than the method's.</exception>
internal delegate T RpcResultReader<out T>(ref Utf8JsonReader reader);

/// <summary>What came of one call of a batch: <paramref name="Value"/>, unless there is a
/// <paramref name="Failure"/>.</summary>
public readonly record struct RpcResult<T>(T? Value, RpcException? Failure);

/// <summary>
/// Takes answers apart in one pass. A header or a log is a few fields out of hundreds of bytes of hexadecimal text: by
/// way of a document, a copy of it and a string a field, 20,000 claims were some million objects. Whatever is not
/// plainly a result is left to <see cref="RpcAnswer"/>, which knows the shapes of refusals.
/// </summary>
internal static class RpcResults
{
    /// <exception cref="RpcException">No result, or one of another shape.</exception>
    internal static T One<T>(RpcBody body, RpcResultReader<T> read)
    {
        Exception? fault = null;
        try
        {
            var reader = new Utf8JsonReader(body.Bytes.Span);
            if (body.IsSuccess && reader.Read() && TryRead(ref reader, read, out var value, out _) && !reader.Read())
            {
                return value!;
            }
        }
        catch (Exception e) when (IsShape(e))
        {
            fault = e;
        }
        using var document = body.Parse();
        RpcAnswer.Result(body.Method, body.Status, body.RetryAfter, document.RootElement);
        throw Misshapen(body.Method, fault);
    }

    /// <exception cref="RpcException">The answer is not a list: the node refuses batches, or this one.</exception>
    internal static RpcResult<T>[] Many<T>(RpcBody body, long firstId, int count, RpcResultReader<T> read)
    {
        try
        {
            var reader = new Utf8JsonReader(body.Bytes.Span);
            if (body.IsSuccess && reader.Read() && reader.TokenType == JsonTokenType.StartArray)
            {
                return All(body, ref reader, firstId, count, read);
            }
        }
        catch (JsonException e)
        {
            throw Misshapen(body.Method, e);
        }
        using var document = body.Parse();
        RpcAnswer.Result(body.Method, body.Status, body.RetryAfter, document.RootElement);
        throw Misshapen(body.Method, null);
    }

    private static RpcResult<T>[] All<T>(
        RpcBody body,
        ref Utf8JsonReader reader,
        long firstId,
        int count,
        RpcResultReader<T> read
    )
    {
        var results = new RpcResult<T>[count];
        var isThere = new bool[count];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var (result, id) = Entry(body, ref reader, read);
            if (id - firstId is { } at && at >= 0 && at < count && !isThere[at])
            {
                (results[at], isThere[at]) = (result, true);
            }
        }
        for (var i = 0; i < count; i++)
        {
            if (!isThere[i])
            {
                results[i] = new(default, Misshapen(body.Method, new FormatException("the batch left it out")));
            }
        }
        return results;
    }

    private static (RpcResult<T> Result, long? Id) Entry<T>(
        RpcBody body,
        ref Utf8JsonReader reader,
        RpcResultReader<T> read
    )
    {
        var again = reader;
        Exception? fault = null;
        try
        {
            if (TryRead(ref reader, read, out var value, out var id))
            {
                return (new(value, null), id);
            }
        }
        catch (Exception e) when (IsShape(e) && e is not JsonException)
        {
            fault = e;
        }
        reader = again;
        using var document = JsonDocument.ParseValue(ref reader);
        var answer = document.RootElement;
        var named =
            answer.ValueKind == JsonValueKind.Object
            && answer.TryGetProperty("id", out var number)
            && number.ValueKind == JsonValueKind.Number
            && number.TryGetInt64(out var given)
                ? given
                : (long?)null;
        try
        {
            RpcAnswer.Result(body.Method, body.Status, body.RetryAfter, answer);
            return (new(default, Misshapen(body.Method, fault)), named);
        }
        catch (RpcException refusal)
        {
            return (new(default, refusal), named);
        }
    }

    /// <summary>Of members that are there twice the last one counts.</summary>
    /// <returns>Whether there is a result and no error; the reader stands at the end of the answer then.</returns>
    private static bool TryRead<T>(ref Utf8JsonReader reader, RpcResultReader<T> read, out T? value, out long? id)
    {
        (value, id) = (default, null);
        var isResult = false;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("result"u8))
            {
                reader.Read();
                value = read(ref reader);
                isResult = true;
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.String)
                {
                    return false;
                }
                reader.Skip();
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) ? number : null;
                reader.Skip();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
        return isResult;
    }

    internal static bool IsShape(Exception e) =>
        e is FormatException or KeyNotFoundException or InvalidOperationException or OverflowException or JsonException;

    internal static RpcException Misshapen(string method, Exception? fault) =>
        new(
            RpcFailure.Garbage,
            method,
            $"the result has another shape than the method's ({fault?.Message ?? "no result"}).",
            inner: fault
        );
}
