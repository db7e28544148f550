namespace CivicForge.Api.Quests.Evidence.Formats;

/// <summary>A picture that would unpack to more than a reader should be asked to, by its header.</summary>
internal sealed class PictureTooLargeException(long width, long height, int maxPixels)
    : Exception($"{width} × {height} pixels")
{
    public long Width { get; } = width;

    public long Height { get; } = height;

    public int MaxPixels { get; } = maxPixels;

    /// <summary>Throws for too many; for none at all the picture is broken.</summary>
    public static void Check(long width, long height, int maxPixels, long at)
    {
        if (width <= 0 || height <= 0)
        {
            throw new NotAccountedException(at, "header", $"the picture is {width} × {height} pixels");
        }
        if (width * height > maxPixels)
        {
            throw new PictureTooLargeException(width, height, maxPixels);
        }
    }
}
