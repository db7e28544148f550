using System.Runtime.InteropServices;

namespace CivicForge.Api.Http.Connections;

/// <summary>How many descriptors this process may open (<c>getrlimit(2)</c>). The runtime raises its own limit to the
/// hard one when it starts. Running out of them ends a .NET process, so the connections that are held have to leave
/// room for everything else.</summary>
internal static class DescriptorLimit
{
    /// <summary>For the database, the node, files and the program's own: some 150 connections and as many files, and
    /// room for bursts.</summary>
    private const int Reserve = 1_024;

    /// <summary>The limit; null where the system does not tell.</summary>
    public static long? Read()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return null;
        }
        return GetLimit(OperatingSystem.IsLinux() ? 7 : 8, out var limit) == 0
            ? (long)Math.Min(limit.Soft, long.MaxValue)
            : null;
    }

    /// <summary>The connections that fit: the limit less what everything else needs, but at least half of it.</summary>
    public static int Fit(int connections, long? limit) =>
        limit is { } descriptors
            ? (int)Math.Clamp(Math.Max(descriptors - Reserve, descriptors / 2), 1, connections)
            : connections;

    [DllImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static extern int GetLimit(int resource, out Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
