namespace CivicForge.Api.Quests.Evidence.Formats;

/// <summary>The bits of a scan (T.81 F.2.2.5): FF 00 is a byte FF, FF with anything else is a marker and ends
/// them.</summary>
internal ref struct JpegBits(ReadOnlySpan<byte> bytes, int at)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private ulong _bits;
    private int _count;

    /// <summary>The next byte that has not been taken up.</summary>
    public int At { get; private set; } = at;

    /// <summary>Whether whole bytes are left before the next marker.</summary>
    public readonly bool HasMore => _count >= 8 || !IsAtMarker;

    private readonly bool IsAtMarker => At + 1 >= _bytes.Length || (_bytes[At] == 0xFF && _bytes[At + 1] != 0);

    public int Code(HuffmanTable table)
    {
        Fill();
        var next = (int)(_count >= 16 ? (_bits >> (_count - 16)) & 0xFFFF : (_bits << (16 - _count)) & 0xFFFF);
        var entry = table.Look(next);
        var length = entry >> 8;
        if (length == 0 || length > _count)
        {
            throw Broken();
        }
        _count -= length;
        return entry & 0xFF;
    }

    /// <param name="count">0 to 16.</param>
    public int Take(int count)
    {
        Fill();
        if (count > _count)
        {
            throw Broken();
        }
        _count -= count;
        return (int)((_bits >> _count) & ((1UL << count) - 1));
    }

    /// <summary>Over the padding to the restart marker of this number, and behind it.</summary>
    public void Restart(int number)
    {
        if (HasMore || At + 1 >= _bytes.Length || _bytes[At + 1] != 0xD0 + number)
        {
            throw new NotAccountedException(At, "RST", "data follow where the picture restarts");
        }
        (_bits, _count, At) = (0, 0, At + 2);
    }

    private readonly NotAccountedException Broken() =>
        new(At, "SOS", "the pixels end before the picture does, or are damaged");

    private void Fill()
    {
        while (_count <= 48 && !IsAtMarker)
        {
            var value = _bytes[At];
            _bits = (_bits << 8) | value;
            _count += 8;
            At += value == 0xFF ? 2 : 1;
        }
    }
}
