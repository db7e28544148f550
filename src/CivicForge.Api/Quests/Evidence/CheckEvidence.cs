using CivicForge.Api.Http.Problems;
using CivicForge.Api.Quests.Evidence.Formats;

namespace CivicForge.Api.Quests.Evidence;

/// <summary>Reads a file to its last byte and says what it is. Few at a time: a picture that unpacks to hundreds of
/// megabytes must not keep every core from the signatures.</summary>
internal static class CheckEvidence
{
    private static readonly SemaphoreSlim Turns = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <returns>The media type.</returns>
    /// <exception cref="RuleViolation">415 <c>unsupported-media-type</c>; 422 <c>evidence-has-location</c>,
    /// <c>evidence-not-accounted</c>, <c>picture-too-large</c>.</exception>
    public static async Task<string> RunAsync(
        ReadOnlyMemory<byte> bytes,
        EvidenceOptions options,
        CancellationToken cancellationToken
    )
    {
        await Turns.WaitAsync(cancellationToken);
        try
        {
            return Read(bytes, options);
        }
        finally
        {
            Turns.Release();
        }
    }

    private static string Read(ReadOnlyMemory<byte> bytes, EvidenceOptions options)
    {
        try
        {
            return EvidenceMedia.Check(bytes, options.MaxPixels)
                ?? throw new RuleViolation(
                    ErrorCodes.UnsupportedMediaType,
                    $"The file is {EvidenceMedia.Name(bytes.Span)}; JPEG, PNG, WebP, PDF and plain text "
                        + "(UTF-8) are taken."
                );
        }
        catch (NotAccountedException found)
        {
            var code = found.HasLocation ? ErrorCodes.EvidenceHasLocation : ErrorCodes.EvidenceNotAccounted;
            throw new RuleViolation(
                code,
                $"At byte {found.At} ({found.Segment}): {found.Why}. It was not stored.",
                ("at", found.At),
                ("segment", found.Segment)
            );
        }
        catch (PictureTooLargeException picture)
        {
            throw new RuleViolation(
                ErrorCodes.PictureTooLarge,
                $"The picture is {picture.Width} × {picture.Height} pixels, {picture.MaxPixels} are taken "
                    + "altogether. It was not unpacked, and not stored.",
                ("width", picture.Width),
                ("height", picture.Height),
                ("maxPixels", picture.MaxPixels)
            );
        }
    }
}
