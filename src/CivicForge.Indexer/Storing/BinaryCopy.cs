using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace CivicForge.Indexer.Storing;

/// <summary>
/// Rows of a COPY in PostgreSQL's binary format (PostgreSQL documentation, COPY, "Binary Format"). Npgsql's own writer
/// awaits each of the 18 fields of a claim and boxes most: 360,000 awaits for 20,000 claims, 20 when a buffer is sent.
/// </summary>
/// <remarks>An exception leaves the COPY to be ended by the rollback of its transaction.</remarks>
internal sealed class BinaryCopy : IAsyncDisposable
{
    private const int FlushAt = 64 << 10;
    private const int ByteaOid = 17;
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static ReadOnlySpan<byte> Signature =>
        [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xff, (byte)'\r', (byte)'\n', 0];

    private readonly NpgsqlRawCopyStream _stream;
    private byte[] _buffer = new byte[2 * FlushAt];
    private int _length;

    private BinaryCopy(NpgsqlRawCopyStream stream)
    {
        _stream = stream;
        Signature.CopyTo(Take(Signature.Length));
        Take(8).Clear(); // no flags, no extension
    }

    internal static async Task<BinaryCopy> BeginAsync(
        NpgsqlConnection connection,
        string table,
        string columns,
        CancellationToken cancellationToken
    ) =>
        new(
            await connection.BeginRawBinaryCopyAsync(
                $"COPY {table} ({columns}) FROM STDIN (FORMAT binary)",
                cancellationToken
            )
        );

    /// <summary>Begins a row, and sends what is there when it is much.</summary>
    internal async ValueTask RowAsync(short columns, CancellationToken cancellationToken)
    {
        if (_length >= FlushAt)
        {
            await FlushAsync(cancellationToken);
        }
        BinaryPrimitives.WriteInt16BigEndian(Take(2), columns);
    }

    internal async Task CompleteAsync(CancellationToken cancellationToken)
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(2), -1);
        await FlushAsync(cancellationToken);
    }

    internal void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Field(value.Length));

    internal void Text(string value) => Encoding.UTF8.GetBytes(value, Field(Encoding.UTF8.GetByteCount(value)));

    internal void Integer(int value) => BinaryPrimitives.WriteInt32BigEndian(Field(4), value);

    internal void BigInteger(long value) => BinaryPrimitives.WriteInt64BigEndian(Field(8), value);

    internal void SmallInteger(short value) => BinaryPrimitives.WriteInt16BigEndian(Field(2), value);

    internal void Boolean(bool value) => Field(1)[0] = value ? (byte)1 : (byte)0;

    internal void Uuid(Guid value) => value.TryWriteBytes(Field(16), bigEndian: true, out _);

    /// <summary>A <c>timestamptz</c>: microseconds since 2000.</summary>
    internal void Time(DateTimeOffset value) => BigInteger((value - Epoch).Ticks / TimeSpan.TicksPerMicrosecond);

    internal void Null() => BinaryPrimitives.WriteInt32BigEndian(Take(4), -1);

    /// <summary>A <c>bytea[]</c> of one dimension, whose first index is 1.</summary>
    internal void Hashes(IReadOnlyList<Chain.Hash32> values)
    {
        var dimensions = values.Count == 0 ? 0 : 1;
        BinaryPrimitives.WriteInt32BigEndian(Take(4), 12 + 8 * dimensions + values.Count * (4 + Chain.Hash32.Size));
        BinaryPrimitives.WriteInt32BigEndian(Take(4), dimensions);
        BinaryPrimitives.WriteInt32BigEndian(Take(4), 0); // no nulls
        BinaryPrimitives.WriteInt32BigEndian(Take(4), ByteaOid);
        if (dimensions > 0)
        {
            BinaryPrimitives.WriteInt32BigEndian(Take(4), values.Count);
            BinaryPrimitives.WriteInt32BigEndian(Take(4), 1);
        }
        foreach (var value in values)
        {
            Bytes(value.Bytes);
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private Span<byte> Field(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(4), length);
        return Take(length);
    }

    private Span<byte> Take(int length)
    {
        if (_buffer.Length - _length < length)
        {
            Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, _length + length));
        }
        _length += length;
        return _buffer.AsSpan(_length - length, length);
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(_buffer.AsMemory(0, _length), cancellationToken);
        _length = 0;
    }
}
