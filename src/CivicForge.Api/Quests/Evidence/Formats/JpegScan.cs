namespace CivicForge.Api.Quests.Evidence.Formats;

/// <summary>One scan of a JPEG: every code is read, so that what is left over behind the last block shows. Pixels are
/// not made.</summary>
internal ref struct JpegScan
{
    private readonly JpegFrame _frame;
    private readonly (JpegComponent Component, HuffmanTable? Dc, HuffmanTable? Ac)[] _parts;
    private readonly int _first,
        _last,
        _high,
        _low,
        _at;
    private JpegBits _bits;
    private int _endOfBlocks;

    /// <param name="body">SOS without marker and length.</param>
    /// <param name="at">Of the marker.</param>
    public JpegScan(JpegFrame frame, JpegTables tables, ReadOnlySpan<byte> body, int at)
    {
        (_frame, _at) = (frame, at);
        if (body.Length < 4 || body[0] is < 1 or > 4 || body.Length != 4 + 2 * body[0])
        {
            throw Bad("the scan's header is not one");
        }
        var tail = body[(1 + 2 * body[0])..];
        (_first, _last, _high, _low) = (tail[0], tail[1], tail[2] >> 4, tail[2] & 15);
        var isSpectral = frame.IsProgressive
            ? _first <= _last
                && _last < 64
                && (_first > 0 || _last == 0)
                && (_first == 0 || body[0] == 1)
                && (_high == 0 || _high == _low + 1)
                && _low < 14
            : (_first, _last, _high, _low) is (0, 63, 0, 0);
        if (!isSpectral)
        {
            throw Bad("the scan's header is not one");
        }
        _parts = new (JpegComponent, HuffmanTable?, HuffmanTable?)[body[0]];
        for (var i = 0; i < _parts.Length; i++)
        {
            var (id, dc, ac) = (body[1 + 2 * i], body[2 + 2 * i] >> 4, body[2 + 2 * i] & 15);
            var component = frame.Components.SingleOrDefault(c => c.Id == id);
            if (component is null || dc > 3 || ac > 3)
            {
                throw Bad("the scan names a component that the picture lacks");
            }
            for (var k = _first; k <= _last; k++)
            {
                if (component.Sent[k] != (_high == 0 ? -1 : _high))
                {
                    throw Bad("the scan repeats what was sent");
                }
                component.Sent[k] = _low;
            }

            _parts[i] = (
                component,
                _first == 0 && _high == 0 ? tables.Dc(dc, at) : null,
                _last > 0 ? tables.Ac(ac, at) : null
            );
        }
    }

    /// <returns>Where the scan's bits end: at a marker.</returns>
    public int Read(ReadOnlySpan<byte> bytes, int from, int restartInterval)
    {
        _bits = new JpegBits(bytes, from);
        var alone = _parts.Length == 1 ? _parts[0].Component : null;
        var (columns, rows) = alone is null ? (_frame.UnitColumns, _frame.UnitRows) : (alone.Columns, alone.Rows);
        var (units, restarts) = (0L, 0);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++, units++)
            {
                if (restartInterval > 0 && units > 0 && units % restartInterval == 0)
                {
                    if (_endOfBlocks > 0)
                    {
                        throw Bad("a run of empty blocks goes over a restart");
                    }
                    _bits.Restart(restarts++ & 7);
                }

                if (alone is null)
                {
                    ReadUnit(row, column);
                }
                else
                {
                    ReadBlock(0, row * alone.Stride + column);
                }
            }
        }

        if (_endOfBlocks > 0 || _bits.HasMore)
        {
            throw NotAccountedException.Found(
                _bits.At,
                "behind the last block",
                "data follow the picture's last block",
                bytes[_bits.At..]
            );
        }
        return _bits.At;
    }

    private void ReadUnit(int row, int column)
    {
        for (var part = 0; part < _parts.Length; part++)
        {
            var component = _parts[part].Component;
            for (var y = 0; y < component.Down; y++)
            {
                for (var x = 0; x < component.Across; x++)
                {
                    ReadBlock(part, (row * component.Down + y) * component.Stride + column * component.Across + x);
                }
            }
        }
    }

    private void ReadBlock(int part, int block)
    {
        var (component, dc, ac) = _parts[part];
        if (!_frame.IsProgressive)
        {
            _bits.Take(Size(_bits.Code(dc!)));
            ReadWhole(ac!);
        }
        else if (_first == 0)
        {
            _bits.Take(dc is null ? 1 : Size(_bits.Code(dc)));
        }
        else if (_high == 0)
        {
            ReadFirst(ac!, ref component.NotZero[block]);
        }
        else
        {
            Refine(ac!, ref component.NotZero[block]);
        }
    }

    private void ReadWhole(HuffmanTable ac)
    {
        for (var k = 1; k < 64; k++)
        {
            var (run, size) = Split(_bits.Code(ac));
            if (size == 0 && run != 15)
            {
                break;
            }
            k += run;
            if (k > 63)
            {
                throw Bad("a block has more than 64 coefficients");
            }
            _bits.Take(size);
        }
    }

    private void ReadFirst(HuffmanTable ac, ref ulong notZero)
    {
        if (_endOfBlocks > 0)
        {
            _endOfBlocks--;
            return;
        }

        for (var k = _first; k <= _last; k++)
        {
            var (run, size) = Split(_bits.Code(ac));
            if (size == 0 && run != 15)
            {
                _endOfBlocks = (1 << run) - 1 + _bits.Take(run);
                break;
            }

            k += run;
            if (k > _last)
            {
                throw Bad("a block has more coefficients than its scan");
            }
            _bits.Take(size);
            if (size > 0)
            {
                notZero |= 1UL << k;
            }
        }
    }

    /// <summary>T.81 G.1.2.3: a bit for every coefficient that is known, between those that become known.</summary>
    private void Refine(HuffmanTable ac, ref ulong notZero)
    {
        var k = _first;
        while (_endOfBlocks == 0 && k <= _last)
        {
            var (run, size) = Split(_bits.Code(ac));
            if (size > 1)
            {
                throw Bad("a refinement has more than one bit");
            }
            if (size == 0 && run != 15)
            {
                _endOfBlocks = (1 << run) + _bits.Take(run);
                break;
            }

            _bits.Take(size);
            for (; k <= _last; k++)
            {
                if ((notZero >> k & 1) == 1)
                {
                    _bits.Take(1);
                }
                else if (run-- == 0)
                {
                    break;
                }
            }

            if (k > _last && (size == 1 || run > 0))
            {
                throw Bad("a block has more coefficients than its scan");
            }
            if (size == 1)
            {
                notZero |= 1UL << k;
            }
            k++;
        }

        if (_endOfBlocks == 0)
        {
            return;
        }
        for (; k <= _last; k++)
        {
            if ((notZero >> k & 1) == 1)
            {
                _bits.Take(1);
            }
        }
        _endOfBlocks--;
    }

    private readonly int Size(int code) => code <= 15 ? code : throw Bad("a coefficient has more bits than there are");

    private static (int Run, int Size) Split(int code) => (code >> 4, code & 15);

    private readonly NotAccountedException Bad(string why) => new(_at, "SOS", why);
}
