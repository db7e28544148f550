using System.Buffers.Binary;

namespace CivicForge.Api.Quests.Evidence.Formats;

/// <summary>A PDF (ISO 32000) of one revision of which every byte is accounted for: header, objects one after the
/// other, one table that names the place of each, one end. What the objects may hold is said by <see cref="PdfRules"/>.
/// Encrypted, linearised and updated files are refused: they hide objects, or have more than one end.</summary>
internal static class PdfFile
{
    private static readonly HashSet<string> TrailerKeys = ["Size", "Root", "Info", "ID"];

    private static readonly HashSet<string> TableKeys =
    [
        "Type",
        "Size",
        "Root",
        "Info",
        "ID",
        "Index",
        "W",
        "Filter",
        "DecodeParms",
        "Length",
    ];

    /// <exception cref="NotAccountedException">Where the first byte is that is not accounted for.</exception>
    /// <exception cref="PictureTooLargeException">A picture inside, by its header.</exception>
    public static void Check(ReadOnlyMemory<byte> file, int maxPixels)
    {
        var bytes = file.Span;
        var rules = new PdfRules(file, maxPixels);
        var tokens = new PdfTokens(bytes, Header(bytes));
        var places = new Dictionary<int, int>();
        PdfObject? last = null;
        while (true)
        {
            tokens.SkipSpaces();
            var at = tokens.At;
            if (!tokens.TryObject(out var number))
            {
                break;
            }
            if (!places.TryAdd(number, at))
            {
                throw new NotAccountedException(
                    at,
                    $"object {number}",
                    "the object is there twice; save the file anew, so that it has one revision"
                );
            }
            last = PdfObject.Read(ref tokens, number, at, file);
            if (last.Dictionary?.NameOf("Type") != "XRef")
            {
                rules.Check(last);
            }
        }

        var table = tokens.At;
        PdfValue.Dictionary trailer;
        if (tokens.Try("xref"))
        {
            CheckTable(ref tokens, places);
            tokens.Require("trailer");
            trailer = tokens.Value() as PdfValue.Dictionary ?? throw tokens.Bad("the trailer has to be here");
            CheckTrailer(trailer, TrailerKeys, table);
        }
        else
        {
            if (last?.Dictionary is not { } dictionary || dictionary.NameOf("Type") != "XRef")
            {
                throw tokens.Bad("the table of objects has to be here");
            }
            (table, trailer) = (places[last.Number], dictionary);
            CheckTrailer(trailer, TableKeys, table);
            CheckStreamTable(last, rules.Unpack(last), places);
        }

        tokens.Require("startxref");
        if (tokens.Number() != table)
        {
            throw tokens.Bad("the end names another place for the table");
        }
        tokens.Require("%%EOF");
        tokens.SkipSpaces();
        if (!tokens.IsAtEnd)
        {
            throw NotAccountedException.Found(
                tokens.At,
                "behind %%EOF",
                $"{bytes.Length - tokens.At} bytes follow the file's end; a PDF of one revision is taken",
                bytes[tokens.At..]
            );
        }
        rules.CheckWhole(trailer);
    }

    /// <summary><c>%PDF-1.7</c>, then perhaps a comment of a few bytes above 127, which tells programs that the file is
    /// not text.</summary>
    private static int Header(ReadOnlySpan<byte> bytes)
    {
        var line = bytes[..Math.Min(bytes.Length, 16)].IndexOfAny((byte)'\r', (byte)'\n');
        if (
            line is < 8 or > 9
            || bytes[5] is not ((byte)'1' or (byte)'2')
            || bytes[6] != (byte)'.'
            || !char.IsAsciiDigit((char)bytes[7])
        )
        {
            throw new NotAccountedException(0, "PDF", "the header is not one");
        }
        var at = line;
        while (at < bytes.Length && bytes[at] is 10 or 13)
        {
            at++;
        }
        if (at >= bytes.Length || bytes[at] != (byte)'%')
        {
            return at;
        }
        for (var end = at + 1; end < bytes.Length && end < at + 12; end++)
        {
            if (bytes[end] is 10 or 13)
            {
                return end;
            }
            if (bytes[end] < 128 && bytes[end] != ' ')
            {
                break;
            }
        }

        throw NotAccountedException.Found(
            at,
            "comment",
            "a comment is not needed to show the pages",
            bytes[at..Math.Min(bytes.Length, at + 4096)]
        );
    }

    /// <summary>Classic table: every object has its entry at the right place, and no entry is without object.</summary>
    private static void CheckTable(ref PdfTokens tokens, Dictionary<int, int> places)
    {
        var listed = 0;
        while (!tokens.Try("trailer"))
        {
            var (first, count) = (tokens.Number(), tokens.Number());
            if (count > 1_000_000)
            {
                throw tokens.Bad("the table is longer than the file");
            }
            for (var number = first; number < first + count; number++)
            {
                var (place, generation) = (tokens.Number(), tokens.Number());
                if (tokens.Try("f"))
                {
                    continue;
                }
                tokens.Require("n");
                if (generation != 0 || !places.TryGetValue(number, out var at) || at != place)
                {
                    throw tokens.Bad(
                        $"the table has another place for object {number} than the file; bytes were added or lost"
                    );
                }
                listed++;
            }
        }

        tokens.At -= "trailer".Length;
        if (listed != places.Count)
        {
            throw tokens.Bad("the file has objects that the table does not name");
        }
    }

    /// <summary>A table as a stream (7.5.8): fields of the widths W for each number of Index.</summary>
    private static void CheckStreamTable(PdfObject table, ReadOnlySpan<byte> rows, Dictionary<int, int> places)
    {
        var dictionary = table.Dictionary!;
        var widths = Numbers(dictionary, "W");
        if (widths is not [<= 4, <= 8, <= 8] || dictionary.NumberOf("Size") is not { } size)
        {
            throw new NotAccountedException(table.At, "XRef", "the table is not one");
        }
        var index = dictionary.Entries.ContainsKey("Index") ? Numbers(dictionary, "Index") : [0, (int)size];
        var (row, listed) = (widths.Sum(), 0);
        if (
            index.Length % 2 == 1
            || row == 0
            || rows.Length != index.Where((_, i) => i % 2 == 1).Sum(n => (long)n) * row
        )
        {
            throw new NotAccountedException(table.At, "XRef", "the table has another size than it says");
        }
        for (var i = 0; i < index.Length; i += 2)
        {
            for (var number = index[i]; number < index[i] + index[i + 1]; number++)
            {
                var kind = widths[0] == 0 ? 1 : Field(ref rows, widths[0]);
                var (place, _) = (Field(ref rows, widths[1]), Field(ref rows, widths[2]));
                if (kind != 1)
                {
                    continue;
                }
                if (!places.TryGetValue(number, out var at) || at != place)
                {
                    throw new NotAccountedException(
                        table.At,
                        "XRef",
                        $"the table has another place for object {number} than the file; bytes were added or lost"
                    );
                }
                listed++;
            }
        }

        if (listed != places.Count)
        {
            throw new NotAccountedException(table.At, "XRef", "the file has objects that the table does not name");
        }
    }

    private static void CheckTrailer(PdfValue.Dictionary trailer, HashSet<string> known, int at)
    {
        if (trailer.Entries.ContainsKey("Encrypt"))
        {
            throw new NotAccountedException(at, "Encrypt", "the file is encrypted; save it without a password");
        }
        if (trailer.Entries.Keys.FirstOrDefault(key => !known.Contains(key)) is { } key)
        {
            throw new NotAccountedException(
                at,
                $"trailer /{key}",
                key is "Prev" or "XRefStm"
                    ? "the file has more than one revision; save or print it anew"
                    : "the trailer has an entry that it does not need"
            );
        }
        if (
            trailer.Entries.TryGetValue("ID", out var id)
            && id
                is not PdfValue.List
                {
                    Items: [PdfValue.Bytes { Value.Length: <= 32 }, PdfValue.Bytes { Value.Length: <= 32 }]
                }
        )
        {
            throw new NotAccountedException(at, "trailer /ID", "the file's id is longer than one");
        }
    }

    private static int[] Numbers(PdfValue.Dictionary dictionary, string key) =>
        dictionary.Entries.GetValueOrDefault(key) is PdfValue.List list
        && list.Items.All(i =>
            i is PdfValue.Word word && int.TryParse(word.Spelling, out var n) && n is >= 0 and < 10_000_000
        )
            ?
            [
                .. list.Items.Select(i =>
                    int.Parse(((PdfValue.Word)i).Spelling, System.Globalization.CultureInfo.InvariantCulture)
                ),
            ]
            : [];

    private static long Field(ref ReadOnlySpan<byte> rows, int width)
    {
        Span<byte> wide = stackalloc byte[8];
        wide.Clear();
        rows[..width].CopyTo(wide[(8 - width)..]);
        rows = rows[width..];
        return BinaryPrimitives.ReadInt64BigEndian(wide);
    }
}
