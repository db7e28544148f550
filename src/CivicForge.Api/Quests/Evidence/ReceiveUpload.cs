using System.Buffers;
using System.Security.Cryptography;
using CivicForge.Api.Http.Problems;
using CivicForge.Chain;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CivicForge.Api.Quests.Evidence;

/// <summary>Takes the one field <c>file</c> out of a multipart body while it arrives. What surrounds the file –
/// preamble, part headers, what follows the last boundary – has <see cref="MaxAround"/> at most.</summary>
internal static class ReceiveUpload
{
    /// <summary>Boundaries, the part's headers and the like.</summary>
    public const int MaxAround = 16 * 1024;

    private const int MaxBody = EvidenceFile.MaxSize + MaxAround;

    /// <summary>What the header alone says, before anything is read: the form, and a length that can be
    /// taken.</summary>
    /// <returns>The boundary of the parts.</returns>
    /// <exception cref="RuleViolation">413 <c>body-too-large</c>, 415 <c>unsupported-media-type</c>.</exception>
    public static string CheckHeader(HttpRequest request)
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 70 } boundary
        )
        {
            var given = request.ContentType is { Length: > 0 } found ? found : "missing";
            throw new RuleViolation(
                ErrorCodes.UnsupportedMediaType,
                $"The body's media type is {given}, multipart/form-data with a boundary is read."
            );
        }

        if (request.ContentLength > MaxBody)
        {
            throw new RuleViolation(
                ErrorCodes.BodyTooLarge,
                $"The body has {request.ContentLength} bytes. It was not read.",
                ("size", request.ContentLength),
                ("limit", EvidenceFile.MaxSize)
            );
        }
        return boundary.Value!;
    }

    /// <summary>The least that the file can have by the length the header gives.</summary>
    public static long LeastSize(HttpRequest request) => Math.Max(1, (request.ContentLength ?? 0) - MaxAround);

    /// <exception cref="RuleViolation">408 <c>too-slow</c>, 413 <c>body-too-large</c>, 422
    /// <c>validation-failed</c>.</exception>
    public static async Task<ReceivedFile> RunAsync(
        HttpRequest request,
        string boundary,
        EvidenceOptions options,
        CancellationToken cancellationToken
    )
    {
        await using var body = new PacedBody(request.BodyReader, MaxBody, options);
        var reader = new MultipartReader(boundary, body) { HeadersCountLimit = 8, HeadersLengthLimit = MaxAround / 4 };
        ReceivedFile? file = null;
        try
        {
            if (await reader.ReadNextSectionAsync(cancellationToken) is not { } section || FieldName(section) != "file")
            {
                throw Bad("is required, as the one field of the multipart body");
            }
            file = await ReadFileAsync(
                section.Body,
                (int)Math.Min(request.ContentLength ?? MaxBody, MaxBody),
                cancellationToken
            );
            if (file.Bytes.Length == 0)
            {
                throw Bad("is empty");
            }
            if (await reader.ReadNextSectionAsync(cancellationToken) is not null)
            {
                throw Bad("must be the only field");
            }
            return file;
        }
        catch (Exception exception)
        {
            file?.Dispose();
            if (exception is InvalidDataException or IOException and not BadHttpRequestException)
            {
                throw Bad("could not be read: the multipart body is malformed");
            }
            throw;
        }
    }

    private static async Task<ReceivedFile> ReadFileAsync(Stream stream, int room, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(room);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var size = 0;
            for (int read; (read = await stream.ReadAsync(buffer.AsMemory(size), cancellationToken)) > 0; size += read)
            {
                hash.AppendData(buffer, size, read);
            }
            if (size > EvidenceFile.MaxSize)
            {
                throw new RuleViolation(
                    ErrorCodes.BodyTooLarge,
                    $"The file has {size} bytes, at most {EvidenceFile.MaxSize} are taken.",
                    ("size", size),
                    ("limit", EvidenceFile.MaxSize)
                );
            }
            return new ReceivedFile(buffer, size, new Hash32(hash.GetHashAndReset()));
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    private static string? FieldName(MultipartSection section) =>
        ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
            ? HeaderUtilities.RemoveQuotes(disposition.Name).Value
            : null;

    private static RuleViolation Bad(string why) =>
        RuleViolation.Invalid(new Dictionary<string, string[]> { ["file"] = [why] });
}
