using System.Text;
using CivicForge.Api.Quests.Evidence;
using CivicForge.Api.Quests.Evidence.Formats;
using static CivicForge.Api.Tests.Quests.Evidence.Files;

namespace CivicForge.Api.Tests.Quests.Evidence;

/// <summary>Every byte of a file is picture or page, or the file is refused.</summary>
public sealed class AccountedFilesTests
{
    private const int MaxPixels = 50_000_000;

    public static IEnumerable<TheoryDataRow<string, byte[], string>> Whole() =>
        [
            new("baseline", Jpeg(), "image/jpeg"),
            new("progressive", ProgressiveJpeg, "image/jpeg"),
            new("turned", Jpeg(Segment(0xE1, Exif(6))), "image/jpeg"),
            new("with a profile", Jpeg(JpegProfile(Profile())), "image/jpeg"),
            new("with Adobe's transform", Jpeg(Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0])), "image/jpeg"),
            new("png", Png(), "image/png"),
            new("png with a profile", Png(Chunk("iCCP", [.. "ICC"u8, 0, 0, .. Zip(Profile())])), "image/png"),
            new(
                "png with sizes",
                Png([.. Chunk("gAMA", [0, 0, 0xB1, 0x8F]), .. Chunk("pHYs", [0, 0, 1, 0, 0, 0, 1, 0, 1])]),
                "image/png"
            ),
            new("webp", Webp(), "image/webp"),
            new(
                "webp with a profile",
                Webp(
                    before: [.. RiffChunk("VP8X", [0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0]), .. RiffChunk("ICCP", Profile())]
                ),
                "image/webp"
            ),
            new("pdf", Pdf(), "application/pdf"),
            new(
                "pdf with a picture",
                Pdf(objects: PdfStream("/Type /XObject /Subtype /Image /Filter /DCTDecode", Jpeg())),
                "application/pdf"
            ),
            new(
                "pdf with packed content",
                Pdf(objects: PdfStream("/Filter /FlateDecode", Zip("BT ET"u8.ToArray()))),
                "application/pdf"
            ),
            new(
                "pdf with a description",
                Pdf(objects: PdfStream("/Type /Metadata /Subtype /XML", "<x:xmpmeta>Bill</x:xmpmeta>"u8.ToArray())),
                "application/pdf"
            ),
            new("text", "Three oaks, 3.141 m"u8.ToArray(), "text/plain"),
        ];

    public static IEnumerable<TheoryDataRow<string, byte[]>> Nasty()
    {
        var place = PlaceBytes;
        var located = Segment(0xE1, Exif(1, withPlace: true));
        return
        [
            new("EXIF with a place", Jpeg(located)),
            new("EXIF with more than the orientation", Jpeg(Segment(0xE1, [.. Exif(6), .. place]))),
            new("orientation 9", Jpeg(Segment(0xE1, Exif(9)))),
            new(
                "a second picture behind the first (MPF)",
                Jpeg(Segment(0xE2, [.. "MPF\0"u8, .. place]), Jpeg(located))
            ),
            new("a second picture without its index", Jpeg(behindEnd: Jpeg(located))),
            new(
                "a video behind the picture",
                Jpeg(behindEnd: [0, 0, 0, 16, .. "ftypmp42"u8, .. "\0\0\0\u0018\u00A9xyz+52.5163+013.3777/"u8])
            ),
            new("APP2 FPXR", Jpeg(Segment(0xE2, [.. "FPXR\0"u8, .. place]))),
            new(
                "a thumbnail in JFIF",
                [0xFF, 0xD8, .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 72, 0, 72, 1, 1, 1, 2, 3]), .. Jpeg()[20..]]
            ),
            new("JFXX", Jpeg(Segment(0xE0, [.. "JFXX\0"u8, .. place]))),
            new("XMP", Jpeg(Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. place]))),
            new("extended XMP", Jpeg(Segment(0xE1, [.. "http://ns.adobe.com/xmp/extension/\0"u8, .. place]))),
            new("Photoshop", Jpeg(Segment(0xED, [.. "Photoshop 3.0\0"u8, .. place]))),
            new("a comment", Jpeg(Segment(0xFE, place))),
            new("data in a table of codes", Jpeg(Segment(0xC4, [0, 1, .. new byte[15], 0, .. place]))),
            new(
                "a table that nothing uses",
                Jpeg(Segment(0xC4, [0x13, 0, 0, 0, 0, 0, (byte)place.Length, .. new byte[10], .. place]))
            ),
            new("steps that nothing uses", Jpeg(Segment(0xDB, [3, .. place, .. new byte[64 - place.Length]]))),
            new("data behind the last block", Jpeg(scan: [0b0011_1111, .. place])),
            new("a profile with a place", Jpeg(JpegProfile(Profile("desc", [.. "text\0\0\0\0"u8, .. place])))),
            new(
                "a profile with a place in UTF-16",
                Jpeg(JpegProfile(Profile("desc", [.. "mluc\0\0\0\0"u8, .. Encoding.BigEndianUnicode.GetBytes(Place)])))
            ),
            new("a profile with metadata", Jpeg(JpegProfile(Profile("meta", [.. "dict\0\0\0\0"u8, .. place])))),
            new("data behind a profile's last tag", Jpeg(JpegProfile([.. Profile(), .. place]))),
            new("half a profile", Jpeg(Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 2, .. Profile()]))),
            new("tEXt", Png(Chunk("tEXt", [.. "Place\0"u8, .. place]))),
            new(
                "zTXt with EXIF",
                Png(Chunk("zTXt", [.. "Raw profile type APP1\0\0"u8, .. Zip(Exif(1, withPlace: true))]))
            ),
            new("packed XMP", Png(Chunk("iTXt", [.. "XML:com.adobe.xmp\0\u0001\0\0\0"u8, .. Zip(place)]))),
            new("eXIf", Png(Chunk("eXIf", Exif(1, withPlace: true)[6..]))),
            new("a private chunk", Png(Chunk("prVt", place))),
            new("behind IEND", Png(behindEnd: place)),
            new("a chunk behind IEND", Png(behindEnd: Chunk("tEXt", place))),
            new("behind the packed pixels", Png(pixels: [.. Zip(new byte[6]), .. place])),
            new("more rows than the picture has", Png(pixels: Zip([.. new byte[6], .. place]))),
            new("behind a packed profile", Png(Chunk("iCCP", [.. "ICC"u8, 0, 0, .. Zip(Profile()), .. place]))),
            new("a profile's name", Png(Chunk("iCCP", [.. place, 0, 0, .. Zip(Profile())]))),
            new("animation", Png(Chunk("acTL", new byte[8]))),
            new("a wrong checksum", [.. Png()[..^5], 1, .. Png()[^4..]]),
            new(
                "WebP EXIF",
                Webp(
                    before: RiffChunk("VP8X", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
                    after: RiffChunk("EXIF", Exif(1, withPlace: true))
                )
            ),
            new(
                "WebP XMP",
                Webp(before: RiffChunk("VP8X", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), after: RiffChunk("XMP ", place))
            ),
            new(
                "an unknown WebP chunk",
                Webp(before: RiffChunk("VP8X", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), after: RiffChunk("PLCE", place))
            ),
            new("behind RIFF", Webp(behind: place)),
            new("behind %%EOF", Pdf(behind: Place)),
            new("a second revision", [.. Pdf(), .. Pdf()]),
            new("a PDF of two revisions", Pdf(trailer: "/Prev 100")),
            new("encrypted", Pdf(trailer: "/Encrypt 5 0 R")),
            new("script", Pdf("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")),
            new("script by another spelling", Pdf("/Names << /Java#53cript 5 0 R >>")),
            new(
                "an attached file",
                Pdf("/Names << /EmbeddedFiles 5 0 R >>", objects: PdfStream("/Type /EmbeddedFile", place))
            ),
            new("a program to start", Pdf("/OpenAction << /S /Launch /F (cmd) >>")),
            new("a form that is a program", Pdf("/AcroForm << /XFA 5 0 R >>")),
            new("a place in Info", Pdf(info: $"/Subject ({Place})")),
            new(
                "a place in a packed description",
                Pdf(objects: PdfStream("/Type /Metadata /Subtype /XML /Filter /FlateDecode", Zip(place)))
            ),
            new(
                "a located photo inside",
                Pdf(objects: PdfStream("/Type /XObject /Subtype /Image /Filter /DCTDecode", Jpeg(located)))
            ),
            new(
                "a located photo inside, packed",
                Pdf(objects: PdfStream("/Type /XObject /Filter [/FlateDecode /DCTDecode]", Zip(Jpeg(located))))
            ),
            new(
                "script in packed objects",
                Pdf(
                    objects: PdfStream(
                        "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
                        Zip("9 0 << /JS (x) >>"u8.ToArray())
                    )
                )
            ),
            new(
                "data between packed objects",
                Pdf(
                    objects: PdfStream(
                        "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
                        Zip([.. "9 9 "u8, .. "GPSLa...."u8, .. "<< >>"u8])
                    )
                )
            ),
            new(
                "data behind a packed stream",
                Pdf(objects: PdfStream("/Filter /FlateDecode", [.. Zip("BT ET"u8.ToArray()), .. place]))
            ),
        ];
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void A_file_that_is_nothing_but_picture_or_page_is_taken(string what, byte[] file, string mediaType) =>
        EvidenceMedia.Check(file, MaxPixels).ShouldBe(mediaType, what);

    [Theory]
    [MemberData(nameof(Nasty))]
    public void A_file_that_holds_anything_else_is_refused(string what, byte[] file) =>
        Should
            .Throw<NotAccountedException>(() => EvidenceMedia.Check(file, MaxPixels), what)
            .At.ShouldBeInRange(0, file.Length);

    [Fact]
    public void The_answer_says_when_a_place_was_found()
    {
        foreach (
            var file in new[]
            {
                Jpeg(Segment(0xE1, Exif(1, withPlace: true))),
                Jpeg(behindEnd: Jpeg(Segment(0xE1, Exif(1, withPlace: true)))),
                Png(Chunk("tEXt", PlaceBytes)),
            }
        )
        {
            Should.Throw<NotAccountedException>(() => EvidenceMedia.Check(file, MaxPixels)).HasLocation.ShouldBeTrue();
        }
        Should
            .Throw<NotAccountedException>(() =>
                EvidenceMedia.Check(Jpeg(Segment(0xFE, "a comment"u8.ToArray())), MaxPixels)
            )
            .HasLocation.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void A_place_put_in_anywhere_is_refused(string what, byte[] file, string mediaType)
    {
        if (mediaType == "text/plain")
        {
            return;
        }
        for (var at = 0; at <= file.Length; at++)
        {
            byte[] changed = [.. file[..at], .. PlaceBytes, .. file[at..]];
            bool isTaken;
            try
            {
                isTaken = EvidenceMedia.Check(changed, MaxPixels) is not (null or "text/plain");
            }
            catch (Exception exception) when (exception is NotAccountedException or PictureTooLargeException)
            {
                isTaken = false;
            }

            isTaken.ShouldBeFalse($"{what}, byte {at}");
        }
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void Broken_files_are_read_without_harm(string what, byte[] file, string mediaType)
    {
        var random = new Random(11);
        for (var i = 0; i < 3000; i++)
        {
            var broken = file.AsSpan(0, random.Next(1, file.Length + 1)).ToArray();
            for (var k = random.Next(5); k >= 0; k--)
            {
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            }
            try
            {
                EvidenceMedia.Check(broken, MaxPixels);
            }
            catch (Exception exception) when (exception is NotAccountedException or PictureTooLargeException) { }
            catch (Exception exception)
            {
                Assert.Fail($"{what} ({mediaType}), round {i}: {exception}");
            }
        }
    }

    [Fact]
    public void A_picture_of_too_many_pixels_is_refused_by_its_header()
    {
        foreach (
            var file in new[]
            {
                Jpeg(width: 20_000, height: 20_000),
                Png(width: 20_000, height: 20_000, pixels: [1]),
                Png(width: int.MaxValue, height: int.MaxValue, pixels: [1]),
            }
        )
        {
            Should.Throw<PictureTooLargeException>(() => EvidenceMedia.Check(file, MaxPixels));
        }
        foreach (var file in new[] { Jpeg(width: 0), Jpeg(height: 0), Png(width: 0, pixels: [1]) })
        {
            Should.Throw<NotAccountedException>(() => EvidenceMedia.Check(file, MaxPixels));
        }
    }

    [Fact]
    public void What_is_not_taken_is_called_by_its_name()
    {
        EvidenceMedia.Check("<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), MaxPixels).ShouldBeNull();
        EvidenceMedia.Name([0, 0, 0, 24, .. "ftypheic\0\0\0\0"u8]).ShouldBe("a HEIC picture");
        EvidenceMedia.Name("GIF89a"u8).ShouldBe("a GIF picture");
        EvidenceMedia.Name("<svg/>"u8).ShouldBe("an SVG drawing");
        EvidenceMedia.Check((byte[])[0xEF, 0xBB, 0xBF, .. "text"u8], MaxPixels).ShouldBe("text/plain");
        EvidenceMedia.Check((byte[])[.. "text"u8, 0], MaxPixels).ShouldBeNull();
    }
}
