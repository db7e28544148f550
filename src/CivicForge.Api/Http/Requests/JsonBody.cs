using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CivicForge.Api.Http.Problems;

namespace CivicForge.Api.Http.Requests;

/// <summary>Reads one JSON object of at most 64 KiB. Too long: refused with 413, and the rest is left to the
/// connection. Not JSON: <c>malformed-json</c>; a member the type lacks: <c>unknown-member</c>; a
/// value of another type: <c>validation-failed</c> naming the field.</summary>
internal static class JsonBody
{
    public const int MaxSize = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    public static async Task<T> ReadAsync<T>(HttpContext context)
        where T : class
    {
        RequireJson(context.Request);
        var bytes = await ReadBytesAsync(context.Request, context.RequestAborted);
        return Parse<T>(bytes);
    }

    private static async Task<byte[]> ReadBytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream((int)Math.Min(request.ContentLength ?? 1024, MaxSize));
        var chunk = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            for (int read; (read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0; )
            {
                if (buffer.Length + read > MaxSize)
                {
                    throw new RuleViolation(
                        ErrorCodes.BodyTooLarge,
                        $"The body has more than {MaxSize} bytes. The rest was not read.",
                        ("size", request.ContentLength),
                        ("limit", MaxSize)
                    );
                }
                buffer.Write(chunk, 0, read);
            }
            return buffer.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private static void RequireJson(HttpRequest request)
    {
        if (request.HasJsonContentType())
        {
            return;
        }
        throw new RuleViolation(
            ErrorCodes.UnsupportedMediaType,
            $"The body's media type is {(request.ContentType is { Length: > 0 } type ? type : "missing")}, "
                + "application/json is read."
        );
    }

    private static T Parse<T>(byte[] bytes)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new RuleViolation(
                    ErrorCodes.MalformedJson,
                    $"The body is a JSON {document.RootElement.ValueKind}, not an object."
                );
            }
            RefuseUnknown(document.RootElement, JsonShape.Options.GetTypeInfo(typeof(T)));
            return document.Deserialize<T>(JsonShape.Options)!;
        }
        catch (JsonException exception) when (exception.Path is { Length: > 1 } path)
        {
            var field = path.TrimStart('$').TrimStart('.').Split('[')[0];
            throw RuleViolation.Invalid(
                new Dictionary<string, string[]>
                {
                    [field] =
                    [
                        "has a value of the wrong type, a time without its offset (RFC 3339), or text that is not "
                            + "well-formed Unicode",
                    ],
                }
            );
        }
        catch (JsonException exception)
        {
            throw new RuleViolation(ErrorCodes.MalformedJson, WhyMalformed(bytes, exception));
        }
        catch (InvalidOperationException)
        {
            // A string with an unpaired surrogate or invalid UTF-8 surfaces only when it is read.
            throw new RuleViolation(ErrorCodes.MalformedJson, "The body has text that is not well-formed Unicode.");
        }
    }

    /// <summary>The parser gives no place for a repeated member, only for what is not JSON at all.</summary>
    private static string WhyMalformed(byte[] bytes, JsonException exception) =>
        bytes.Length == 0 ? "The body is empty."
        : exception.BytePositionInLine is { } at
            ? $"The body stops being JSON at line {exception.LineNumber + 1}, byte {at}."
        : "The body has a member twice.";

    private static void RefuseUnknown(JsonElement element, JsonTypeInfo type)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (!type.Properties.Any(p => member.NameEquals(p.Name)))
            {
                throw new RuleViolation(
                    ErrorCodes.UnknownMember,
                    $"The body has the member '{member.Name}'.",
                    ("member", member.Name),
                    ("known", type.Properties.Select(p => p.Name).ToArray())
                );
            }
        }
    }
}
