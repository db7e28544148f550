using System.IO.Compression;

namespace CivicForge.Api.Quests.Evidence.Formats;

/// <summary>Unpacks a zlib stream (RFC 1950) and says whether it ends exactly with its input. The last byte is given
/// only when everything before it is used: who never asked for it had come to the stream's end before.</summary>
internal static class Zlib
{
    private const int BufferSize = 64 * 1024;

    /// <param name="pieces">Parts of one stream, in order.</param>
    /// <param name="maxSize">More is not unpacked.</param>
    /// <param name="to">Where what comes out goes, if anywhere.</param>
    /// <returns>What came out, and whether the input was used to its last byte and the stream was whole; null when it
    /// is no zlib stream or too large.</returns>
    public static (long Size, bool IsExact)? Unpack(
        IReadOnlyList<ReadOnlyMemory<byte>> pieces,
        long maxSize,
        Stream? to
    )
    {
        var source = new Source(pieces);
        var buffer = new byte[BufferSize];
        var size = 0L;
        try
        {
            using var zlib = new ZLibStream(source, CompressionMode.Decompress);
            for (int read; (read = zlib.Read(buffer)) > 0; )
            {
                size += read;
                if (size > maxSize)
                {
                    return null;
                }
                to?.Write(buffer, 0, read);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return null;
        }

        return (size, source.IsUsed && !source.WasAskedForMore);
    }

    private sealed class Source(IReadOnlyList<ReadOnlyMemory<byte>> pieces) : MemoryStream
    {
        private long _left = pieces.Sum(piece => (long)piece.Length);
        private int _piece,
            _at;

        public bool IsUsed => _left == 0;

        public bool WasAskedForMore { get; private set; }

        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (_left == 0)
            {
                WasAskedForMore = true;
                return 0;
            }

            while (_at == pieces[_piece].Length)
            {
                (_piece, _at) = (_piece + 1, 0);
            }
            var most = _left > 1 ? _left - 1 : 1;
            var read = (int)Math.Min(most, Math.Min(buffer.Length, pieces[_piece].Length - _at));
            pieces[_piece].Span.Slice(_at, read).CopyTo(buffer);
            (_at, _left) = (_at + read, _left - read);
            return read;
        }
    }
}
