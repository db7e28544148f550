using System.Buffers.Binary;

namespace CivicForge.Api.Quests.Evidence.Formats;

/// <summary>IHDR, checked.</summary>
internal readonly record struct PngHeader(long Width, long Height, int Depth, int ColourType, bool IsInterlaced)
{
    // Adam7: first column, first row, step right, step down of each pass.
    private static readonly (int X, int Y, int Right, int Down)[] Passes =
    [
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ];

    public static PngHeader Read(ReadOnlySpan<byte> body, int at, int maxPixels)
    {
        if (body.Length != 13)
        {
            throw new NotAccountedException(at, "IHDR", "the header has another size");
        }
        var header = new PngHeader(
            BinaryPrimitives.ReadUInt32BigEndian(body),
            BinaryPrimitives.ReadUInt32BigEndian(body[4..]),
            body[8],
            body[9],
            body[12] == 1
        );
        PictureTooLargeException.Check(header.Width, header.Height, maxPixels, at);
        var isKnown =
            (header.ColourType, header.Depth)
            is
                (0, 1 or 2 or 4 or 8 or 16)
                or
                (3, 1 or 2 or 4 or 8)
                or
                (2 or 4 or 6, 8 or 16);
        if (!isKnown || body[10] != 0 || body[11] != 0 || body[12] > 1)
        {
            throw new NotAccountedException(at, "IHDR", "the header announces a picture that PNG does not know");
        }
        return header;
    }

    /// <summary>Bytes of all rows with their filter bytes.</summary>
    public long UnpackedSize()
    {
        if (!IsInterlaced)
        {
            return Rows(Width, Height);
        }
        var size = 0L;
        foreach (var (x, y, right, down) in Passes)
        {
            size += Rows((Width - x + right - 1) / right, (Height - y + down - 1) / down);
        }
        return size;
    }

    private long Rows(long width, long height)
    {
        var samples = ColourType switch
        {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        };
        return width <= 0 || height <= 0 ? 0 : height * (1 + (width * samples * Depth + 7) / 8);
    }
}
