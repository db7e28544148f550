using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CivicForge.Chain.Crypto;

/// <summary>The calls of bitcoin-core/secp256k1 that <see cref="Secp256k1"/> needs, over one context that is made once and never destroyed.
/// The library's documentation allows a context to be shared by threads for everything but randomisation, which happens here before the
/// context is published.</summary>
internal static unsafe partial class NativeSecp256k1
{
    private const string Library = "secp256k1";
    private const uint ContextNone = 1;

    internal static readonly void* Context = CreateContext();

    private static void* CreateContext()
    {
        NativeLibrary.SetDllImportResolver(typeof(NativeSecp256k1).Assembly, Resolve);
        var context = ContextCreate(ContextNone);
        Span<byte> seed = stackalloc byte[32];
        RandomNumberGenerator.Fill(seed);
        fixed (byte* pointer = seed)
        {
            if (ContextRandomize(context, pointer) != 1) throw new InvalidOperationException("secp256k1_context_randomize failed.");
        }

        CryptographicOperations.ZeroMemory(seed);
        return context;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return 0;
        string[] candidates = OperatingSystem.IsMacOS()
            ? ["libsecp256k1.dylib", "/opt/homebrew/lib/libsecp256k1.dylib", "/usr/local/lib/libsecp256k1.dylib"]
            : ["libsecp256k1.so.6", "libsecp256k1.so.5", "libsecp256k1.so.2", "libsecp256k1.so.1", "libsecp256k1.so.0", "libsecp256k1.so"];
        foreach (var candidate in candidates)
        {
            if (NativeLibrary.TryLoad(candidate, assembly, path, out var handle)) return handle;
        }

        throw new DllNotFoundException(OperatingSystem.IsMacOS()
            ? "The library secp256k1 was not found. Install it with: brew install secp256k1"
            : "The library secp256k1 was not found. Install it with: sudo apt-get install libsecp256k1-1 (Ubuntu 22.04: libsecp256k1-0, Debian 13: libsecp256k1-2)");
    }

    [LibraryImport(Library, EntryPoint = "secp256k1_context_create")]
    private static partial void* ContextCreate(uint flags);

    [LibraryImport(Library, EntryPoint = "secp256k1_context_randomize")]
    private static partial int ContextRandomize(void* context, byte* seed32);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_seckey_verify")]
    internal static partial int SecretKeyVerify(void* context, byte* secretKey32);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_pubkey_create")]
    internal static partial int PublicKeyCreate(void* context, byte* publicKey64, byte* secretKey32);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_pubkey_serialize")]
    internal static partial int PublicKeySerialize(void* context, byte* output, nuint* length, byte* publicKey64, uint flags);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_sign_recoverable")]
    internal static partial int SignRecoverable(void* context, byte* signature65, byte* hash32, byte* secretKey32, void* nonceFunction, void* nonceData);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recoverable_signature_serialize_compact")]
    internal static partial int RecoverableSerialize(void* context, byte* output64, int* recoveryId, byte* signature65);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recoverable_signature_parse_compact")]
    internal static partial int RecoverableParse(void* context, byte* signature65, byte* input64, int recoveryId);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recover")]
    internal static partial int Recover(void* context, byte* publicKey64, byte* signature65, byte* hash32);
}
