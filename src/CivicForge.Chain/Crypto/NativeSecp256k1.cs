using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CivicForge.Chain.Crypto;

/// <summary>The calls of bitcoin-core/secp256k1 that <see cref="Secp256k1"/> needs, over one context that is made once
/// and never destroyed. The library's documentation allows a context to be shared by threads for everything but
/// randomisation, which happens here before the context is published.</summary>
internal static unsafe partial class NativeSecp256k1
{
    private const string Library = "secp256k1";
    private const uint ContextNone = 1;

    private static readonly string? Missing = SecpLibrary.UseFor(typeof(NativeSecp256k1).Assembly, Library);
    private static readonly void* CreatedContext = Missing is null ? CreateContext() : null;

    /// <exception cref="DllNotFoundException">The library is not installed; the message names the package.</exception>
    internal static void* Context => CreatedContext != null ? CreatedContext : throw new DllNotFoundException(Missing);

    private static void* CreateContext()
    {
        var context = ContextCreate(ContextNone);
        Span<byte> seed = stackalloc byte[32];
        RandomNumberGenerator.Fill(seed);
        fixed (byte* pointer = seed)
        {
            if (ContextRandomize(context, pointer) != 1)
            {
                throw new InvalidOperationException("secp256k1_context_randomize failed.");
            }
        }

        CryptographicOperations.ZeroMemory(seed);
        return context;
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
    internal static partial int PublicKeySerialize(
        void* context,
        byte* output,
        nuint* length,
        byte* publicKey64,
        uint flags
    );

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_sign_recoverable")]
    internal static partial int SignRecoverable(
        void* context,
        byte* signature65,
        byte* hash32,
        byte* secretKey32,
        void* nonceFunction,
        void* nonceData
    );

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recoverable_signature_serialize_compact")]
    internal static partial int RecoverableSerialize(void* context, byte* output64, int* recoveryId, byte* signature65);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recoverable_signature_parse_compact")]
    internal static partial int RecoverableParse(void* context, byte* signature65, byte* input64, int recoveryId);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recover")]
    internal static partial int Recover(void* context, byte* publicKey64, byte* signature65, byte* hash32);
}
