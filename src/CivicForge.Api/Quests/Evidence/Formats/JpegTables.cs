namespace CivicForge.Api.Quests.Evidence.Formats;

/// <summary>The tables of a JPEG while it is read. One that no scan uses is room for something else, so each has to be
/// used before it is replaced and before the picture ends.</summary>
internal sealed class JpegTables
{
    private readonly HuffmanTable?[] _tables = new HuffmanTable?[8];
    private readonly bool[] _isUsed = new bool[8],
        _hasQuantisation = new bool[4];

    /// <summary>DQT (T.81 B.2.4.1): 64 steps of 8 or 16 bits for each table.</summary>
    public void Quantisation(ReadOnlySpan<byte> body, int at)
    {
        var rest = body;
        do
        {
            if (rest.IsEmpty || rest[0] >> 4 > 1 || (rest[0] & 15) > 3)
            {
                throw NotAccountedException.Found(at, "DQT", "the table is not one", body);
            }
            var size = 1 + 64 * (1 + (rest[0] >> 4));
            if (rest.Length < size)
            {
                throw NotAccountedException.Found(at, "DQT", "the table is cut off", body);
            }
            if (_hasQuantisation[rest[0] & 15])
            {
                throw NotAccountedException.Found(at, "DQT", "a table is there twice", body);
            }
            _hasQuantisation[rest[0] & 15] = true;
            rest = rest[size..];
        } while (!rest.IsEmpty);
    }

    /// <summary>DHT (T.81 B.2.4.2): how many codes of each length, then their values.</summary>
    public void Huffman(ReadOnlySpan<byte> body, int at)
    {
        var rest = body;
        do
        {
            if (rest.Length < 17 || rest[0] >> 4 > 1 || (rest[0] & 15) > 3)
            {
                throw NotAccountedException.Found(at, "DHT", "the table is not one", body);
            }
            var count = 0;
            foreach (var ofLength in rest[1..17])
            {
                count += ofLength;
            }
            if (count is 0 or > 256 || rest.Length < 17 + count)
            {
                throw NotAccountedException.Found(at, "DHT", "the table does not fit its segment", body);
            }
            var index = (rest[0] >> 4) * 4 + (rest[0] & 15);
            if (_tables[index] is not null && !_isUsed[index])
            {
                throw NotAccountedException.Found(at, "DHT", "a table is replaced before anything used it", body);
            }
            _tables[index] =
                HuffmanTable.Make(rest[1..17], rest.Slice(17, count))
                ?? throw NotAccountedException.Found(at, "DHT", "the table gives more codes than there are", body);
            _isUsed[index] = false;
            rest = rest[(17 + count)..];
        } while (!rest.IsEmpty);
    }

    public HuffmanTable Dc(int index, int at) => Use(index, at);

    public HuffmanTable Ac(int index, int at) => Use(4 + index, at);

    /// <summary>At the picture's end.</summary>
    public void RequireUsed(IEnumerable<int> quantisation, int at)
    {
        if (_tables.Zip(_isUsed).Any(pair => pair is (not null, false)))
        {
            throw new NotAccountedException(at, "DHT", "a table is there that nothing uses");
        }
        if (
            !_hasQuantisation
                .Select((has, index) => (has, index))
                .Where(t => t.has)
                .Select(t => t.index)
                .ToHashSet()
                .SetEquals(quantisation)
        )
        {
            throw new NotAccountedException(at, "DQT", "the tables are not those that the picture uses");
        }
    }

    private HuffmanTable Use(int index, int at)
    {
        _isUsed[index] = true;
        return _tables[index] ?? throw new NotAccountedException(at, "SOS", "a table that the scan needs is missing");
    }
}

/// <summary>A Huffman code, looked up by the next 16 bits: the code's length above its value.</summary>
internal sealed class HuffmanTable
{
    private readonly ushort[] _entries = new ushort[1 << 16];

    /// <returns>Null when the lengths give more codes than there are.</returns>
    public static HuffmanTable? Make(ReadOnlySpan<byte> lengths, ReadOnlySpan<byte> values)
    {
        var table = new HuffmanTable();
        var (code, value) = (0, 0);
        for (var length = 1; length <= 16; length++, code <<= 1)
        {
            for (var i = 0; i < lengths[length - 1]; i++, code++, value++)
            {
                if (code >= 1 << length)
                {
                    return null;
                }
                table
                    ._entries.AsSpan(code << (16 - length), 1 << (16 - length))
                    .Fill((ushort)((length << 8) | values[value]));
            }
        }

        return table;
    }

    /// <summary>Length in the upper byte – 0: no code begins so –, value in the lower.</summary>
    public int Look(int bits) => _entries[bits];
}
