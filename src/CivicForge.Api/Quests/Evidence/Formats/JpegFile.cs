using System.Buffers.Binary;

namespace CivicForge.Api.Quests.Evidence.Formats;

/// <summary>A JPEG (T.81, baseline or progressive) of which every byte is accounted for: JFIF without thumbnail, an
/// EXIF block that holds the orientation alone, a colour profile, Adobe's colour transform, tables that the picture
/// uses, scans read to their last code, nothing behind EOI. Whatever phones add – EXIF, XMP, second pictures (MPF),
/// videos, comments – is refused.</summary>
internal static class JpegFile
{
    private const int EndOfImage = 0xD9,
        StartOfScan = 0xDA;

    /// <summary>Encoders make ten; each costs a walk over all blocks, however few bytes it has.</summary>
    private const int MaxScans = 100;

    /// <exception cref="NotAccountedException">Where the first byte is that is not accounted for.</exception>
    /// <exception cref="PictureTooLargeException">By the header, before anything is unpacked.</exception>
    public static void Check(ReadOnlySpan<byte> bytes, int maxPixels)
    {
        var (tables, apps) = (new JpegTables(), new JpegApps());
        JpegFrame? frame = null;
        var (at, restartInterval, scans) = (2, 0, 0);
        while (true)
        {
            var marker = Marker(bytes, ref at);
            if (marker == EndOfImage)
            {
                break;
            }
            var body = Segment(bytes, at);
            var (start, end) = (at - 2, at + 2 + body.Length);
            switch (marker)
            {
                case 0xDB:
                    tables.Quantisation(body, start);
                    break;
                case 0xC4:
                    tables.Huffman(body, start);
                    break;
                case 0xDD when body.Length == 2:
                    restartInterval = BinaryPrimitives.ReadUInt16BigEndian(body);
                    break;
                case 0xC0 or 0xC1 or 0xC2 when frame is null:
                    frame = JpegFrame.Read(body, start, marker == 0xC2, maxPixels);
                    break;
                case StartOfScan when frame is not null && scans++ < MaxScans:
                    end = new JpegScan(frame, tables, body, start).Read(bytes, end, restartInterval);
                    break;
                case >= 0xE0 and <= 0xEF when frame is null:
                    apps.Take(marker - 0xE0, body, start);
                    break;
                default:
                    throw NotAccountedException.Found(
                        start,
                        Name(marker),
                        "the segment is not needed to show the picture",
                        body
                    );
            }

            at = end;
        }

        if (at < bytes.Length)
        {
            throw NotAccountedException.Found(
                at,
                "behind EOI",
                $"{bytes.Length - at} bytes follow the picture's end",
                bytes[at..]
            );
        }
        if (frame is null || frame.Components.Any(component => component.Sent[0] < 0))
        {
            throw new NotAccountedException(at, "EOI", "the file ends before its picture does");
        }
        tables.RequireUsed(frame.Components.Select(component => component.Quantisation), at);
        apps.CheckProfile();
    }

    /// <summary>The next marker; FF may be repeated before it.</summary>
    private static int Marker(ReadOnlySpan<byte> bytes, ref int at)
    {
        var start = at;
        if (at >= bytes.Length || bytes[at] != 0xFF)
        {
            throw NotAccountedException.Found(
                at,
                "between segments",
                "there is no marker where one has to be",
                bytes[Math.Min(at, bytes.Length)..]
            );
        }
        while (at < bytes.Length && bytes[at] == 0xFF)
        {
            at++;
        }
        if (at >= bytes.Length)
        {
            throw new NotAccountedException(start, "marker", "the file ends before its picture does");
        }
        return bytes[at++];
    }

    private static ReadOnlySpan<byte> Segment(ReadOnlySpan<byte> bytes, int at)
    {
        var length = bytes.Length - at >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]) : 0;
        return length >= 2 && length <= bytes.Length - at
            ? bytes.Slice(at + 2, length - 2)
            : throw new NotAccountedException(at, "segment", "the file ends before its segment does");
    }

    private static string Name(int marker) =>
        marker switch
        {
            0xFE => "COM",
            0xDC => "DNL",
            >= 0xE0 and <= 0xEF => $"APP{marker - 0xE0}",
            >= 0xC0 and <= 0xCF => $"SOF{marker - 0xC0}",
            StartOfScan => "SOS",
            _ => $"FF{marker:X2}",
        };
}
