namespace CivicForge.EndToEnd.Traces;

/// <summary>The wire format of protocol buffers, as far as reading nested messages, bytes and text needs it.</summary>
internal static class Protobuf
{
    private const int Varint = 0,
        Fixed64 = 1,
        Lengthy = 2,
        Fixed32 = 5;

    /// <summary>All values of a field that has a length, in order.</summary>
    public static IReadOnlyList<byte[]> Fields(byte[] message, int number)
    {
        var found = new List<byte[]>();
        for (var at = 0; at < message.Length; )
        {
            var key = ReadVarint(message, ref at);
            switch (key & 7)
            {
                case Varint:
                    ReadVarint(message, ref at);
                    break;
                case Fixed64:
                    at += sizeof(ulong);
                    break;
                case Fixed32:
                    at += sizeof(uint);
                    break;
                case Lengthy:
                    var length = (int)ReadVarint(message, ref at);
                    if (key >> 3 == (ulong)number)
                    {
                        found.Add(message[at..(at + length)]);
                    }
                    at += length;
                    break;
                default:
                    throw new InvalidDataException($"Byte {at} begins no field.");
            }
        }
        return found;
    }

    private static ulong ReadVarint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
