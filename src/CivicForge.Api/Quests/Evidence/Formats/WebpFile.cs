using System.Buffers.Binary;
using System.Text;

namespace CivicForge.Api.Quests.Evidence.Formats;

/// <summary>A still WebP (RFC 9649) of which every byte is accounted for: RIFF sizes that fit exactly, one picture, at
/// most a colour profile and transparency. EXIF, XMP, animation and unknown chunks are refused.</summary>
internal static class WebpFile
{
    private const int ProfileFlag = 0x20,
        AlphaFlag = 0x10;

    public static bool Is(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8);

    /// <exception cref="NotAccountedException">Where the first byte is that is not accounted for.</exception>
    /// <exception cref="PictureTooLargeException">By the header.</exception>
    public static void Check(ReadOnlySpan<byte> bytes, int maxPixels)
    {
        var size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) + 8L;
        if (size > bytes.Length)
        {
            throw new NotAccountedException(4, "RIFF", "the file ends before it says it does");
        }
        if (size < bytes.Length)
        {
            throw Bad(
                (int)size,
                "behind RIFF",
                $"{bytes.Length - size} bytes follow the picture's end",
                bytes[(int)size..]
            );
        }
        var names = new List<string>();
        var (at, flags, canvas) = (12, 0, (Width: 0L, Height: 0L));
        while (at < bytes.Length)
        {
            if (
                bytes.Length - at < 8
                || BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]) is var length
                    && length + (length & 1) > bytes.Length - at - 8
            )
            {
                throw new NotAccountedException(at, "chunk", "the file ends before its chunks do");
            }
            var name = Encoding.Latin1.GetString(bytes.Slice(at, 4));
            var body = bytes.Slice(at + 8, (int)length);
            if ((length & 1) == 1 && bytes[at + 8 + (int)length] != 0)
            {
                throw Bad(at, name, "the padding of a chunk is not zero", body);
            }
            RequireOrder(names, name, at, body);
            switch (name)
            {
                case "VP8X":
                    (flags, canvas) = ReadExtended(body, at);
                    PictureTooLargeException.Check(canvas.Width, canvas.Height, maxPixels, at);
                    break;
                case "ICCP":
                    IccProfile.Check(body, at, "ICCP");
                    break;
                case "ALPH":
                    if (body.Length < 2 || (body[0] & 0xC3) > 1)
                    {
                        throw Bad(at, name, "the transparency is not of a known kind", body);
                    }
                    break;
                case "VP8 ":
                    RequireCanvas(LossySize(body, at), canvas, at, maxPixels);
                    break;
                case "VP8L":
                    RequireCanvas(LosslessSize(body, at), canvas, at, maxPixels);
                    break;
            }

            names.Add(name);
            at += 8 + (int)(length + (length & 1));
        }

        if (names is not [.., "VP8 " or "VP8L"])
        {
            throw new NotAccountedException(at, "RIFF", "there is no picture in the file");
        }
        if (
            ((flags & ProfileFlag) != 0) != names.Contains("ICCP")
            || (names.Contains("ALPH") && (flags & AlphaFlag) == 0)
        )
        {
            throw new NotAccountedException(20, "VP8X", "the header announces other parts than there are");
        }
    }

    /// <summary>[VP8X [ICCP] [ALPH]] picture, each once.</summary>
    private static void RequireOrder(List<string> before, string name, int at, ReadOnlySpan<byte> body)
    {
        var last = before.Count == 0 ? "" : before[^1];
        var fits = name switch
        {
            "VP8X" => last == "",
            "ICCP" => last == "VP8X",
            "ALPH" => last is "VP8X" or "ICCP",
            "VP8 " => last is "" or "VP8X" or "ICCP" or "ALPH",
            "VP8L" => last is "" or "VP8X" or "ICCP",
            _ => false,
        };
        if (fits)
        {
            return;
        }
        throw Bad(
            at,
            name.TrimEnd(),
            name is "EXIF" or "XMP " ? "it may say where a picture was taken"
                : name is "ANIM" or "ANMF" ? "animations are not taken"
                : "the chunk is not needed to show the picture",
            body
        );
    }

    private static (int Flags, (long Width, long Height) Canvas) ReadExtended(ReadOnlySpan<byte> body, int at)
    {
        if (body.Length != 10 || (body[0] & ~(ProfileFlag | AlphaFlag)) != 0 || body[1..4].ContainsAnyExcept((byte)0))
        {
            throw Bad(at, "VP8X", "the header announces metadata or animation", body);
        }
        return (body[0], (1 + U24(body[4..]), 1 + U24(body[7..])));
    }

    /// <summary>RFC 6386 §9.1: a key frame's tag, start code, two sizes of 14 bits.</summary>
    private static (long Width, long Height) LossySize(ReadOnlySpan<byte> body, int at)
    {
        if (
            body.Length < 10
            || (body[0] & 1) != 0
            || !body[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])
            || U24(body) >> 5 > body.Length - 10
        )
        {
            throw Bad(at, "VP8", "the picture does not begin as one", body);
        }
        return (
            BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFF,
            BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFF
        );
    }

    private static (long Width, long Height) LosslessSize(ReadOnlySpan<byte> body, int at)
    {
        if (body.Length < 6 || body[0] != 0x2F || body[4] >> 5 != 0)
        {
            throw Bad(at, "VP8L", "the picture does not begin as one", body);
        }
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
        return (1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF));
    }

    private static void RequireCanvas(
        (long Width, long Height) size,
        (long Width, long Height) canvas,
        int at,
        int maxPixels
    )
    {
        PictureTooLargeException.Check(size.Width, size.Height, maxPixels, at);
        if (canvas != default && size != canvas)
        {
            throw new NotAccountedException(at, "VP8X", "the picture has another size than its header says");
        }
    }

    private static long U24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

    private static NotAccountedException Bad(int at, string name, string why, ReadOnlySpan<byte> piece) =>
        NotAccountedException.Found(at, name, why, piece);
}
