using CivicForge.Api.Problems;
using CivicForge.Api.Requests;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CivicForge.Api.Quests;

/// <summary>Takes the one field <c>file</c> out of a multipart body; what is too large is read to its end and refused.</summary>
internal static class EvidenceUpload
{
    private const int MaxBody = EvidenceFile.MaxSize + 64 * 1024;

    public static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 100 } boundary)
            throw new RuleViolation(ErrorCodes.UnsupportedMediaType, $"The body's media type is {(request.ContentType is { Length: > 0 } given ? given : "missing")}, multipart/form-data with a boundary is read.");
        var body = await JsonBody.ReadBytesAsync(request, MaxBody, cancellationToken);
        try
        {
            var reader = new MultipartReader(boundary.Value!, new MemoryStream(body));
            if (await reader.ReadNextSectionAsync(cancellationToken) is { } section && FieldName(section) == "file")
            {
                using var file = new MemoryStream();
                await section.Body.CopyToAsync(file, cancellationToken);
                if (await reader.ReadNextSectionAsync(cancellationToken) is not null) throw Bad("must be the only field");
                if (file.Length > EvidenceFile.MaxSize) throw new RuleViolation(ErrorCodes.BodyTooLarge, $"The file has {file.Length} bytes, at most {EvidenceFile.MaxSize} are taken.", ("size", file.Length), ("limit", EvidenceFile.MaxSize));
                return file.Length > 0 ? file.ToArray() : throw Bad("is empty");
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw Bad("could not be read: the multipart body is malformed");
        }

        throw Bad("is required, as the one field of the multipart body");
    }

    private static string? FieldName(MultipartSection section) =>
        ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) ? HeaderUtilities.RemoveQuotes(disposition.Name).Value : null;

    private static RuleViolation Bad(string why) => RuleViolation.Invalid(new Dictionary<string, string[]> { ["file"] = [why] });
}
