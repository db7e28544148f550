using System.Buffers.Binary;
using System.Text;

namespace CivicForge.Api.Quests.Evidence.Formats;

/// <summary>A PNG (W3C PNG, third edition) of which every byte is accounted for: known chunks in their lengths with
/// right checksums, pixel data that unpacks to exactly the picture, nothing behind IEND. Texts, times, EXIF and
/// animation are refused.</summary>
internal static class PngFile
{
    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static readonly Dictionary<string, int> FixedSizes = new()
    {
        ["sRGB"] = 1,
        ["gAMA"] = 4,
        ["cHRM"] = 32,
        ["pHYs"] = 9,
        ["cICP"] = 4,
        ["IEND"] = 0,
    };

    /// <exception cref="NotAccountedException">Where the first byte is that is not accounted for.</exception>
    /// <exception cref="PictureTooLargeException">By the header, before anything is unpacked.</exception>
    public static void Check(ReadOnlyMemory<byte> file, int maxPixels)
    {
        var bytes = file.Span;
        var seen = new HashSet<string>();
        var pixels = new List<ReadOnlyMemory<byte>>();
        PngHeader header = default;
        var (at, paletteSize, last) = (Signature.Length, 0, "");
        while (last != "IEND")
        {
            var (name, body) = Chunk(bytes, at);
            if (last.Length == 0)
            {
                if (name != "IHDR")
                {
                    throw Bad(at, name, "the header has to come first", body);
                }
                header = PngHeader.Read(body, at, maxPixels);
            }
            else if (
                name == "IHDR"
                || (name == "IDAT" && seen.Contains(name) && last != name)
                || (name != "IDAT" && !seen.Add(name))
            )
            {
                throw Bad(at, name, "the chunk is there twice", body);
            }

            switch (name)
            {
                case "IDAT":
                    seen.Add(name);
                    pixels.Add(file.Slice(at + 8, body.Length));
                    break;
                case "PLTE":
                    paletteSize = body.Length / 3;
                    break;
                case "iCCP":
                    CheckProfile(file.Slice(at + 8, body.Length), at);
                    break;
            }

            if (name != "IHDR" && !Fits(name, body.Length, header, paletteSize))
            {
                throw Bad(at, name, Why(name), body);
            }
            (at, last) = (at + body.Length + 12, name);
        }

        if (at < bytes.Length)
        {
            throw Bad(at, "behind IEND", $"{bytes.Length - at} bytes follow the picture's end", bytes[at..]);
        }
        CheckPixels(pixels, header, file.Length);
    }

    /// <summary>The chunk at an offset, its checksum compared.</summary>
    private static Chunked Chunk(ReadOnlySpan<byte> bytes, int at)
    {
        if (
            bytes.Length - at < 12
            || BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]) is var size && size > bytes.Length - at - 12
        )
        {
            throw new NotAccountedException(at, "chunk", "the file ends before its chunks do");
        }
        var name = Encoding.Latin1.GetString(bytes.Slice(at + 4, 4));
        var sum = BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 8 + (int)size)..]);
        if (Crc32.Of(bytes.Slice(at + 4, 4 + (int)size)) != sum)
        {
            throw Bad(at, "chunk", "the checksum of a chunk is wrong", bytes.Slice(at, (int)size + 12));
        }
        return new Chunked(name, bytes.Slice(at + 8, (int)size));
    }

    private static bool Fits(string name, int size, PngHeader header, int paletteSize) =>
        name switch
        {
            "IDAT" => true,
            "iCCP" => true,
            "PLTE" => header.ColourType == 3 && size % 3 == 0 && size / 3 is >= 1 && size / 3 <= 1 << header.Depth,
            "tRNS" => header.ColourType switch
            {
                0 => size == 2,
                2 => size == 6,
                3 => size <= paletteSize,
                _ => false,
            },
            "bKGD" => size
                == header.ColourType switch
                {
                    0 or 4 => 2,
                    3 => 1,
                    _ => 6,
                },
            "sBIT" => size
                == header.ColourType switch
                {
                    0 => 1,
                    4 => 2,
                    6 => 4,
                    _ => 3,
                },
            _ => FixedSizes.TryGetValue(name, out var fixedSize) && size == fixedSize,
        };

    private static string Why(string name) =>
        name switch
        {
            "tEXt" or "zTXt" or "iTXt" => "texts may say anything, also where a picture was taken",
            "eXIf" => "EXIF may say where a picture was taken",
            "acTL" or "fcTL" or "fdAT" => "animations are not taken",
            _ when FixedSizes.ContainsKey(name) || name is "PLTE" or "tRNS" or "bKGD" or "sBIT" =>
                "the chunk does not have the size that the picture gives it",
            _ => "the chunk is not needed to show the picture",
        };

    private static void CheckProfile(ReadOnlyMemory<byte> body, int at)
    {
        var nameEnd = body.Span.IndexOf((byte)0);
        if (
            nameEnd is < 1 or > 79
            || body.Length < nameEnd + 2
            || body.Span[nameEnd + 1] != 0
            || LocationSigns.AreInName(body.Span[..nameEnd])
        )
        {
            throw Bad(at, "iCCP", "the colour profile's name is not one", body.Span);
        }
        using var profile = new MemoryStream();
        if (Zlib.Unpack([body[(nameEnd + 2)..]], 1024 * 1024, profile) is not { IsExact: true })
        {
            throw Bad(at, "iCCP", "the colour profile does not unpack to its end", body.Span);
        }
        IccProfile.Check(profile.GetBuffer().AsSpan(0, (int)profile.Length), at, "iCCP");
    }

    private static void CheckPixels(List<ReadOnlyMemory<byte>> pixels, PngHeader header, int fileSize)
    {
        var wanted = header.UnpackedSize();
        if (
            pixels.Count == 0
            || pixels.All(piece => piece.IsEmpty)
            || Zlib.Unpack(pixels, wanted, null) is not { } unpacked
            || unpacked.Size != wanted
        )
        {
            throw new NotAccountedException(
                fileSize,
                "IDAT",
                "the pixels do not unpack to the picture that the header announces"
            );
        }
        if (!unpacked.IsExact)
        {
            throw new NotAccountedException(fileSize, "IDAT", "bytes follow the end of the packed pixels");
        }
    }

    private static NotAccountedException Bad(int at, string name, string why, ReadOnlySpan<byte> piece) =>
        NotAccountedException.Found(at, name, why, piece);

    private readonly ref struct Chunked(string name, ReadOnlySpan<byte> body)
    {
        private readonly ReadOnlySpan<byte> _body = body;

        public void Deconstruct(out string chunkName, out ReadOnlySpan<byte> chunkBody)
        {
            chunkName = name;
            chunkBody = _body;
        }
    }
}
