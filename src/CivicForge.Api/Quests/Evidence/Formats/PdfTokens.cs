using System.Globalization;
using System.Text;

namespace CivicForge.Api.Quests.Evidence.Formats;

/// <summary>Reads PDF values from bytes. Strict: what a lenient reader would skip is refused; comments may only be
/// where <see cref="PdfFile"/> looks for them.</summary>
internal ref struct PdfTokens(ReadOnlySpan<byte> bytes, int at)
{
    private const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int At { get; set; } = at;

    public readonly bool IsAtEnd => At >= _bytes.Length;

    private static bool IsSpace(byte value) => value is 0 or 9 or 10 or 12 or 13 or 32;

    private static bool IsDelimiter(byte value) =>
        value
            is (byte)'('
                or (byte)')'
                or (byte)'<'
                or (byte)'>'
                or (byte)'['
                or (byte)']'
                or (byte)'{'
                or (byte)'}'
                or (byte)'/'
                or (byte)'%';

    public void SkipSpaces()
    {
        while (At < _bytes.Length && IsSpace(_bytes[At]))
        {
            At++;
        }
    }

    /// <summary>Takes the word if it comes next, after spaces.</summary>
    public bool Try(string word)
    {
        SkipSpaces();
        if (!NextIs(word))
        {
            return false;
        }
        At += word.Length;
        return true;
    }

    public void Require(string word)
    {
        if (!Try(word))
        {
            throw Bad($"'{word}' has to be here");
        }
    }

    public int Number()
    {
        SkipSpaces();
        return int.TryParse(Regular(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Bad("a number has to be here");
    }

    /// <summary>Whether <c>n g obj</c> comes next; then it is taken.</summary>
    public bool TryObject(out int number)
    {
        number = 0;
        var start = At;
        SkipSpaces();
        if (IsAtEnd || !char.IsAsciiDigit((char)_bytes[At]))
        {
            return false;
        }
        number = Number();
        Number();
        if (Try("obj"))
        {
            return true;
        }
        At = start;
        return false;
    }

    public PdfValue Value(int depth = 0)
    {
        SkipSpaces();
        if (IsAtEnd || depth > MaxDepth)
        {
            throw Bad("a value has to be here");
        }
        if (NextIs("<<"))
        {
            return Dictionary(depth);
        }
        switch (_bytes[At])
        {
            case (byte)'/':
                return new PdfValue.Name(Name());
            case (byte)'(':
                return new PdfValue.Bytes(Literal());
            case (byte)'<':
                return new PdfValue.Bytes(Hexadecimal());
            case (byte)'[':
                return List(depth);
            default:
                var word = Regular();
                if (word.Length == 0)
                {
                    throw Bad("a value has to be here");
                }
                return char.IsAsciiDigit(word[0]) && TryReference(word, out var reference) ? reference : Word(word);
        }
    }

    private readonly PdfValue.Word Word(string word) =>
        word is "true" or "false" or "null"
        || (
            word.Length < 64
            && double.TryParse(
                word,
                NumberStyles.Float & ~NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out _
            )
        )
            ? new PdfValue.Word(word)
            : throw Bad("this is not a value");

    private PdfValue.Dictionary Dictionary(int depth)
    {
        At += 2;
        var entries = new Dictionary<string, PdfValue>();
        while (!Try(">>"))
        {
            if (IsAtEnd || _bytes[At] != (byte)'/')
            {
                throw Bad("a key has to be here");
            }
            if (!entries.TryAdd(Name(), Value(depth + 1)))
            {
                throw Bad("a key is there twice");
            }
        }

        return new PdfValue.Dictionary(entries);
    }

    private PdfValue.List List(int depth)
    {
        At++;
        var items = new List<PdfValue>();
        while (!Try("]"))
        {
            items.Add(Value(depth + 1));
        }
        return new PdfValue.List(items);
    }

    private bool TryReference(string number, out PdfValue.Reference reference)
    {
        var start = At;
        SkipSpaces();
        var generation = Regular();
        SkipSpaces();
        reference = new PdfValue.Reference(0, 0);
        if (
            int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var found)
            && int.TryParse(generation, NumberStyles.None, CultureInfo.InvariantCulture, out var g)
            && Regular() == "R"
        )
        {
            reference = new PdfValue.Reference(found, g);
            return true;
        }

        At = start;
        return false;
    }

    private string Name()
    {
        At++;
        var raw = Regular();
        if (!raw.Contains('#', StringComparison.Ordinal))
        {
            return raw;
        }
        var name = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (
                raw[i] == '#'
                && i + 2 < raw.Length
                && byte.TryParse(
                    raw.AsSpan(i + 1, 2),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var value
                )
            )
            {
                (_, i) = (name.Append((char)value), i + 2);
            }
            else
            {
                name.Append(raw[i]);
            }
        }

        return name.ToString();
    }

    private byte[] Literal()
    {
        var (start, depth) = (At, 0);
        for (; !IsAtEnd; At++)
        {
            if (_bytes[At] == (byte)'\\')
            {
                At++;
            }
            else if (_bytes[At] == (byte)'(')
            {
                depth++;
            }
            else if (_bytes[At] == (byte)')' && --depth == 0)
            {
                return _bytes[(start + 1)..At++].ToArray();
            }
        }

        throw Bad("a text does not end");
    }

    private byte[] Hexadecimal()
    {
        var end = _bytes[At..].IndexOf((byte)'>');
        if (end < 0)
        {
            throw Bad("a text does not end");
        }
        var digits = new StringBuilder(end);
        foreach (var value in _bytes.Slice(At + 1, end - 1))
        {
            if (IsSpace(value))
            {
                continue;
            }
            if (!char.IsAsciiHexDigit((char)value))
            {
                throw Bad("a text has something besides hexadecimal digits");
            }
            digits.Append((char)value);
        }

        At += end + 1;
        if (digits.Length % 2 == 1)
        {
            digits.Append('0');
        }
        return Convert.FromHexString(digits.ToString());
    }

    private string Regular()
    {
        var start = At;
        while (At < _bytes.Length && !IsSpace(_bytes[At]) && !IsDelimiter(_bytes[At]))
        {
            At++;
        }
        return Encoding.Latin1.GetString(_bytes[start..At]);
    }

    private readonly bool NextIs(string word)
    {
        if (_bytes.Length - At < word.Length)
        {
            return false;
        }
        for (var i = 0; i < word.Length; i++)
        {
            if (_bytes[At + i] != word[i])
            {
                return false;
            }
        }
        return true;
    }

    public readonly NotAccountedException Bad(string why)
    {
        var from = Math.Min(At, _bytes.Length);
        return NotAccountedException.Found(from, "PDF", why, _bytes[from..Math.Min(_bytes.Length, from + 4096)]);
    }
}
