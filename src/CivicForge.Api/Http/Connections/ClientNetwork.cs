using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace CivicForge.Api.Http.Connections;

/// <summary>Who is counted together: an IPv4 address, or the /64 that one IPv6 client owns. A value, so that counting a
/// request makes nothing.</summary>
internal readonly record struct ClientNetwork(ulong Prefix, bool IsV6)
{
    /// <param name="address">Null for a client without one, as on a Unix socket: all of those are one.</param>
    public static ClientNetwork Of(IPAddress? address)
    {
        if (address is null)
        {
            return default;
        }
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetwork ? V4(bytes)
            : address.IsIPv4MappedToIPv6 ? V4(bytes[12..])
            : new ClientNetwork(BinaryPrimitives.ReadUInt64BigEndian(bytes), IsV6: true);

        static ClientNetwork V4(ReadOnlySpan<byte> bytes) =>
            new(BinaryPrimitives.ReadUInt32BigEndian(bytes), IsV6: false);
    }
}
