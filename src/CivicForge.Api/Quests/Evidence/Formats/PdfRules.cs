namespace CivicForge.Api.Quests.Evidence.Formats;

/// <summary>What the objects of a PDF may hold: pages, fonts and pictures; no script, no files, no forms that are
/// programs, nothing that starts by itself. Packed streams are unpacked to their end, objects packed in them are read
/// too, pictures are checked like pictures.</summary>
internal sealed class PdfRules(ReadOnlyMemory<byte> file, int maxPixels)
{
    private const long MaxUnpacked = 256L * 1024 * 1024;

    private static readonly Dictionary<string, string> Forbidden = new()
    {
        ["JavaScript"] = "scripts are not taken",
        ["JS"] = "scripts are not taken",
        ["XFA"] = "forms that are programs are not taken",
        ["EmbeddedFile"] = "files inside files are not taken",
        ["EmbeddedFiles"] = "files inside files are not taken",
        ["EF"] = "files inside files are not taken",
        ["Filespec"] = "files inside files are not taken",
        ["FileAttachment"] = "files inside files are not taken",
        ["Launch"] = "programs are not started",
        ["AA"] = "actions that start by themselves are not taken",
        ["SubmitForm"] = "forms are not sent",
        ["ImportData"] = "forms are not filled from files",
        ["GoToR"] = "other files are not opened",
        ["GoToE"] = "other files are not opened",
        ["RichMedia"] = "media inside are not taken",
        ["Movie"] = "media inside are not taken",
        ["Sound"] = "media inside are not taken",
        ["Rendition"] = "media inside are not taken",
        ["Screen"] = "media inside are not taken",
        ["3D"] = "media inside are not taken",
        ["PieceInfo"] = "a program's private data may say anything",
        ["Collection"] = "files inside files are not taken",
        ["Encrypt"] = "the file is encrypted",
    };

    private readonly Dictionary<int, PdfValue> _values = [];
    private long _unpacked;

    public void Check(PdfObject found)
    {
        _values[found.Number] = found.Value;
        CheckValue(found.Value, found.At, $"object {found.Number}");
        if (found.Stream is { } stream)
        {
            CheckStream(found, stream);
        }
    }

    /// <summary>What can be said once all objects are known.</summary>
    public void CheckWhole(PdfValue.Dictionary trailer)
    {
        if (Resolve(trailer.Entries.GetValueOrDefault("Info")) is PdfValue.Dictionary info)
        {
            foreach (var (key, value) in info.Entries)
            {
                if (
                    Resolve(value) is PdfValue.Bytes text
                    && (text.Value.Length > 4096 || LocationSigns.AreInDescription(text.Value))
                )
                {
                    throw new NotAccountedException(
                        0,
                        $"Info /{key}",
                        "the file's description is too long or looks like a place",
                        text.Value.Length <= 4096
                    );
                }
            }
        }

        if (
            Resolve(trailer.Entries.GetValueOrDefault("Root")) is not PdfValue.Dictionary root
            || root.NameOf("Type") != "Catalog"
        )
        {
            throw new NotAccountedException(0, "Root", "the file has no pages");
        }
        if (
            Resolve(root.Entries.GetValueOrDefault("OpenAction")) is PdfValue.Dictionary action
            && action.NameOf("S") != "GoTo"
        )
        {
            throw new NotAccountedException(0, "OpenAction", "actions that start by themselves are not taken");
        }
    }

    /// <summary>The stream of an object, unpacked, with the predictor of tables undone.</summary>
    public ReadOnlySpan<byte> Unpack(PdfObject found)
    {
        using var to = new MemoryStream();
        UnpackTo(found, found.Stream ?? default, to);
        return PdfPredictor.Undo(to.ToArray(), found);
    }

    private void CheckValue(PdfValue value, int at, string where)
    {
        switch (value)
        {
            case PdfValue.Name name:
                RequireAllowed(name.Spelling, at, where);
                break;
            case PdfValue.List list:
                foreach (var item in list.Items)
                {
                    CheckValue(item, at, where);
                }
                break;
            case PdfValue.Dictionary dictionary:
                foreach (var (key, entry) in dictionary.Entries)
                {
                    RequireAllowed(key, at, where);
                    CheckValue(entry, at, where);
                }

                break;
        }
    }

    private static void RequireAllowed(string name, int at, string where)
    {
        if (Forbidden.TryGetValue(name, out var why))
        {
            throw new NotAccountedException(at, $"{where} /{name}", why);
        }
    }

    private void CheckStream(PdfObject found, ReadOnlyMemory<byte> stream)
    {
        var dictionary = found.Dictionary!;
        if (dictionary.Entries.ContainsKey("F"))
        {
            throw new NotAccountedException(found.At, $"object {found.Number} /F", "other files are not opened");
        }
        var filters = Filters(dictionary, found);
        switch (filters)
        {
            case [.., "DCTDecode"] when filters.Length == 1:
                CheckPicture(found, stream.Span);
                return;
            case ["CCITTFaxDecode"]:
                return;
            case [] or ["FlateDecode"] or ["FlateDecode", "DCTDecode"]:
                break;
            default:
                throw new NotAccountedException(
                    found.At,
                    $"object {found.Number}",
                    $"it is packed as {string.Join(", ", filters)}, which is not read; save or print the file anew"
                );
        }

        using var to = new MemoryStream();
        if (filters.Length == 0)
        {
            to.Write(stream.Span);
        }
        else
        {
            UnpackTo(found, stream, to);
        }
        var content = to.GetBuffer().AsSpan(0, (int)to.Length);
        if (filters.Length == 2)
        {
            CheckPicture(found, content);
        }
        else if (dictionary.NameOf("Type") == "ObjStm")
        {
            CheckPacked(found, content);
        }
        else
        {
            CheckContent(found, content, dictionary);
        }
    }

    private static void CheckContent(PdfObject found, ReadOnlySpan<byte> content, PdfValue.Dictionary dictionary)
    {
        var isDescription = dictionary.NameOf("Type") == "Metadata" || dictionary.NameOf("Subtype") == "XML";
        if (
            isDescription
                ? LocationSigns.AreInDescription(content)
                : content.IndexOf("Exif\0\0"u8) >= 0 || content.IndexOf("GPSL"u8) >= 0
        )
        {
            throw new NotAccountedException(
                found.At,
                $"object {found.Number}",
                isDescription ? "the file's description looks like a place" : "a picture inside has EXIF",
                hasLocation: true
            );
        }
    }

    /// <summary>Objects in a stream (7.5.7): N pairs of number and offset, then from First on the objects, one behind
    /// the other.</summary>
    private void CheckPacked(PdfObject found, ReadOnlySpan<byte> content)
    {
        var dictionary = found.Dictionary!;
        if (
            dictionary.NumberOf("N") is not (>= 0 and <= 100_000 and var count)
            || dictionary.NumberOf("First") is not { } first
            || first > content.Length
        )
        {
            throw new NotAccountedException(
                found.At,
                $"object {found.Number}",
                "the packed objects are not what they say"
            );
        }
        try
        {
            var table = new PdfTokens(content[..(int)first], 0);
            var tokens = new PdfTokens(content, (int)first);
            for (var i = 0; i < count; i++)
            {
                var (number, offset) = (table.Number(), table.Number());
                tokens.SkipSpaces();
                if (
                    offset + first > tokens.At
                    || (
                        offset + first < tokens.At
                        && content[(offset + (int)first)..tokens.At].ContainsAnyExcept(" \r\n\t\0\f"u8)
                    )
                )
                {
                    throw tokens.Bad("bytes belong to no object");
                }
                var value = tokens.Value();
                _values[number] = value;
                CheckValue(value, found.At, $"object {number}");
            }

            table.SkipSpaces();
            tokens.SkipSpaces();
            if (!table.IsAtEnd || !tokens.IsAtEnd)
            {
                throw tokens.Bad("bytes belong to no object");
            }
        }
        catch (NotAccountedException exception)
        {
            throw exception.Inside(found.At, $"object {found.Number}");
        }
    }

    private void CheckPicture(PdfObject found, ReadOnlySpan<byte> picture)
    {
        try
        {
            JpegFile.Check(picture, maxPixels);
        }
        catch (NotAccountedException exception)
        {
            throw exception.Inside(found.At, $"picture in object {found.Number}");
        }
    }

    private void UnpackTo(PdfObject found, ReadOnlyMemory<byte> stream, MemoryStream to)
    {
        // Writers put the line that ends before "endstream" into the length, some of them.
        for (var cut = 0; cut <= 2; cut++)
        {
            if (cut > 0 && (stream.Length <= cut || stream.Span[^cut] is not (10 or 13)))
            {
                break;
            }
            to.SetLength(0);
            if (Zlib.Unpack([stream[..^cut]], MaxUnpacked - _unpacked, to) is { IsExact: true } whole)
            {
                _unpacked += whole.Size;
                return;
            }
        }

        throw NotAccountedException.Found(
            found.At,
            $"object {found.Number}",
            "its stream does not unpack to its end, or to too much",
            file.Span.Slice(found.At, Math.Min(4096, file.Length - found.At))
        );
    }

    private static string[] Filters(PdfValue.Dictionary dictionary, PdfObject found) =>
        dictionary.Entries.GetValueOrDefault("Filter") switch
        {
            null => [],
            PdfValue.Name name => [name.Spelling],
            PdfValue.List list when list.Items.All(i => i is PdfValue.Name) =>
            [
                .. list.Items.Select(i => ((PdfValue.Name)i).Spelling),
            ],
            _ => throw new NotAccountedException(
                found.At,
                $"object {found.Number} /Filter",
                "how it is packed is not said"
            ),
        };

    private PdfValue? Resolve(PdfValue? value) =>
        value is PdfValue.Reference reference ? _values.GetValueOrDefault(reference.Object) : value;
}
