using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CivicForge.Api.Tests.Quests.Evidence;

/// <summary>Files made in code, whole ones and nasty ones; every length and checksum in them is right unless the name
/// says otherwise.</summary>
internal static class Files
{
    /// <summary>What no stored file may hold.</summary>
    public const string Place = "GPSLatitude=52.51632,GPSLongitude=13.37771";

    public static byte[] PlaceBytes => Encoding.ASCII.GetBytes(Place);

    /// <summary>33 × 17, progressive, 4:2:0, ten scans with refinements, as mozjpeg wrote it.</summary>
    public static byte[] ProgressiveJpeg { get; } =
        Convert.FromBase64String(
            "/9j/4AAQSkZJRgABAQAAAQABAAD/2wEEEAAbABsAGwAbABwAGwAeACEAIQAeACoALQAoAC0AKgA9ADgAMwAzADgAPQBdAEIA"
                + "RwBCAEcAQgBdAI0AWABnAFgAWABnAFgAjQB9AJcAewBzAHsAlwB9AOAAsACcAJwAsADgAQMA2QDOANkBAwE6ARkBGQE6AYsB"
                + "dwGLAgQCBAK2EQAbABsAGwAbABwAGwAeACEAIQAeACoALQAoAC0AKgA9ADgAMwAzADgAPQBdAEIARwBCAEcAQgBdAI0AWABn"
                + "AFgAWABnAFgAjQB9AJcAewBzAHsAlwB9AOAAsACcAJwAsADgAQMA2QDOANkBAwE6ARkBGQE6AYsBdwGLAgQCBAK2/8IAEQgA"
                + "EQAhAwEiAAIRAQMRAf/EAC8AAQADAQEAAAAAAAAAAAAAAAACAwUEBgEBAAMBAAAAAAAAAAAAAAAABQIDBAD/2gAMAwEAAhAD"
                + "EAAAAOG1oSUy7OumZEkmXXRrnWef1i8/KC7H/8QAJRAAAAUCBAcAAAAAAAAAAAAAAAECAxEEEhAUMWITITJRUmGh/9oACAEB"
                + "AAE/AG0zEjh3A6eTCKT0Mkfj8DBSENSQecbZVbFy+wQqodPqtLbyGR2inDWgRqKbXD//xAAhEQACAQMDBQAAAAAAAAAAAAAB"
                + "AgADEjEEECEzU2Fxgf/aAAgBAgEBPwB6ljDkfZdUKE4Hky1u80qdRvZmoy23/8QAHxEAAQMDBQAAAAAAAAAAAAAAAAIDEQQT"
                + "MwEQEmOh/9oACAEDAQE/AHHOLZccUuZjQu93hVYypybf/9k="
        );

    /// <summary>8 × 8, one component, baseline: a DC code of no bits, then end of block.</summary>
    public static byte[] Jpeg(
        byte[]? behindStart = null,
        byte[]? behindEnd = null,
        byte[]? scan = null,
        ushort width = 8,
        ushort height = 8
    ) =>
        [
            0xFF,
            0xD8,
            .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 72, 0, 72, 0, 0]),
            .. behindStart ?? [],
            .. Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]),
            .. Segment(0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]),
            .. Segment(0xC4, Huffman(0x00)),
            .. Segment(0xC4, Huffman(0x10)),
            .. Segment(0xDA, [1, 1, 0, 0, 63, 0]),
            .. scan ?? [0b0011_1111],
            0xFF,
            0xD9,
            .. behindEnd ?? [],
        ];

    public static byte[] Segment(byte marker, byte[] body) =>
        [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    /// <summary>Big-endian TIFF with the orientation alone, or with a GPS directory behind it.</summary>
    public static byte[] Exif(byte orientation, bool withPlace = false) =>
        withPlace
            ?
            [
                .. "Exif\0\0MM\0*"u8,
                0,
                0,
                0,
                8,
                0,
                2,
                1,
                0x12,
                0,
                3,
                0,
                0,
                0,
                1,
                0,
                orientation,
                0,
                0,
                0x88,
                0x25,
                0,
                4,
                0,
                0,
                0,
                1,
                0,
                0,
                0,
                38,
                0,
                0,
                0,
                0,
                0,
                1,
                0,
                1,
                0,
                2,
                0,
                0,
                0,
                2,
                (byte)'N',
                0,
                0,
                0,
                0,
                0,
                0,
                0,
            ]
            : [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];

    public static byte[] Png(
        byte[]? behindHeader = null,
        byte[]? pixels = null,
        byte[]? behindEnd = null,
        int width = 2,
        int height = 2
    ) =>
        [
            0x89,
            0x50,
            0x4E,
            0x47,
            0x0D,
            0x0A,
            0x1A,
            0x0A,
            .. Chunk("IHDR", [.. Big(width), .. Big(height), 8, 0, 0, 0, 0]),
            .. behindHeader ?? [],
            .. Chunk("IDAT", pixels ?? Zip(new byte[height * (width + 1)])),
            .. Chunk("IEND", []),
            .. behindEnd ?? [],
        ];

    public static byte[] Chunk(string name, byte[] body)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. body];
        return [.. Big(body.Length), .. named, .. Big((int)CivicForge.Api.Quests.Evidence.Formats.Crc32.Of(named))];
    }

    /// <summary>A lossless WebP of 1 × 1, then other chunks.</summary>
    public static byte[] Webp(byte[]? before = null, byte[]? after = null, byte[]? behind = null)
    {
        byte[] body =
        [
            .. "WEBP"u8,
            .. before ?? [],
            .. RiffChunk("VP8L", [0x2F, 0, 0, 0, 0, 7, 0x10, 0xFD, 0x8F, 0xFE, 7, 0x22, 0xA2, 0xFF, 1, 0]),
            .. after ?? [],
        ];
        return [.. "RIFF"u8, .. Little(body.Length), .. body, .. behind ?? []];
    }

    public static byte[] RiffChunk(string name, byte[] body) =>
        [.. Encoding.ASCII.GetBytes(name), .. Little(body.Length), .. body, .. new byte[body.Length & 1]];

    /// <summary>A profile with one tag, covered to the byte.</summary>
    public static byte[] Profile(string tag = "desc", byte[]? data = null)
    {
        data ??= [.. "text\0\0\0\0"u8, .. "Display P3\0"u8, 0];
        var profile = new byte[144 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(profile, profile.Length);
        "acsp"u8.CopyTo(profile.AsSpan(36));
        profile[131] = 1;
        Encoding.ASCII.GetBytes(tag).CopyTo(profile, 132);
        BinaryPrimitives.WriteInt32BigEndian(profile.AsSpan(136), 144);
        BinaryPrimitives.WriteInt32BigEndian(profile.AsSpan(140), data.Length);
        data.CopyTo(profile, 144);
        return profile;
    }

    public static byte[] JpegProfile(byte[] profile) => Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. profile]);

    public static byte[] Zip(byte[] plain)
    {
        using var to = new MemoryStream();
        using (var zlib = new ZLibStream(to, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(plain);
        }
        return to.ToArray();
    }

    /// <summary>A PDF with a page, of one revision; more objects come before the table.</summary>
    public static byte[] Pdf(
        string catalog = "",
        string info = "/Title (Bill)",
        string trailer = "",
        string behind = "",
        params byte[][] objects
    )
    {
        using var file = new MemoryStream();
        var places = new List<long>();
        Write("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n");
        byte[][] all =
        [
            Ascii($"<< /Type /Catalog /Pages 2 0 R {catalog} >>"),
            Ascii("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
            Ascii("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] >>"),
            Ascii($"<< {info} >>"),
            .. objects,
        ];
        for (var i = 0; i < all.Length; i++)
        {
            places.Add(file.Position);
            Write($"{i + 1} 0 obj\n");
            file.Write(all[i]);
            Write("\nendobj\n");
        }

        var table = file.Position;
        Write($"xref\n0 {all.Length + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
        {
            Write($"{place:D10} 00000 n \n");
        }
        Write(
            $"trailer\n<< /Size {all.Length + 1} /Root 1 0 R /Info 4 0 R {trailer} "
                + $">>\nstartxref\n{table}\n%%EOF\n{behind}"
        );
        return file.ToArray();

        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
    }

    public static byte[] PdfStream(string entries, byte[] data) =>
        [.. Ascii($"<< {entries} /Length {data.Length} >>\nstream\n"), .. data, .. Ascii("\nendstream")];

    private static byte[] Ascii(string text) => Encoding.Latin1.GetBytes(text);

    // One code, '0' with one bit, for the value 0; the rest of the lengths are empty.
    private static byte[] Huffman(byte id) => [id, 1, .. new byte[15], 0];

    private static byte[] Big(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static byte[] Little(int value) =>
        [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];
}
