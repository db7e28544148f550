using System.Reflection;
using System.Runtime.InteropServices;

namespace CivicForge.Chain.Crypto;

/// <summary>Finds libsecp256k1 as distributions name it.</summary>
internal static class SecpLibrary
{
    /// <summary>The path of the library, when it is somewhere else.</summary>
    internal const string PathVariable = "CIVICFORGE_SECP256K1";

    // The soname grew with the ABI: Ubuntu 22.04 has 0, Debian 12 has 1, Debian 13 and Ubuntu 24.04 have 2 or 5, newer
    // releases 6.
    private static readonly string[] LinuxNames =
    [
        "libsecp256k1.so.6",
        "libsecp256k1.so.5",
        "libsecp256k1.so.2",
        "libsecp256k1.so.1",
        "libsecp256k1.so.0",
        "libsecp256k1.so",
        "/home/linuxbrew/.linuxbrew/lib/libsecp256k1.so",
    ];

    private static readonly string[] MacNames =
    [
        "/opt/homebrew/lib/libsecp256k1.dylib",
        "/usr/local/lib/libsecp256k1.dylib",
        "libsecp256k1.dylib",
    ];

    /// <summary>Makes <paramref name="assembly"/>'s imports of <paramref name="name"/> resolve to the library; gives
    /// null, or what to install when there is none.</summary>
    internal static string? UseFor(Assembly assembly, string name)
    {
        var given = Environment.GetEnvironmentVariable(PathVariable);
        var handle = Find(
            assembly,
            string.IsNullOrEmpty(given)
                ? OperatingSystem.IsMacOS()
                    ? MacNames
                    : LinuxNames
                : [given]
        );
        if (handle == 0)
        {
            return Advice(given);
        }
        NativeLibrary.SetDllImportResolver(assembly, (wanted, _, _) => wanted == name ? handle : 0);
        return null;
    }

    private static nint Find(Assembly assembly, string[] names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, assembly, null, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }

    private static string Advice(string? given) =>
        !string.IsNullOrEmpty(given)
            ? $"The library secp256k1 could not be loaded from {given}, where {PathVariable} points. Correct it, "
                + "or unset it to use the installed one: sudo apt-get install libsecp256k1-1"
        : OperatingSystem.IsMacOS()
            ? "The library secp256k1 was not found. Install it with: brew install secp256k1 (or set "
                + $"{PathVariable} to its path)"
        : "The library secp256k1 was not found. Install it with: sudo apt-get install libsecp256k1-1 (its number "
            + "differs: -0 on Ubuntu 22.04, -2 on Debian 13; see apt-cache search libsecp256k1), or set "
            + $"{PathVariable} to its path.";
}
