using System.Runtime.Intrinsics.X86;

namespace CivicForge.Chain.Crypto;

/// <summary>How many equal-length messages are hashed side by side. All paths give the same digests.</summary>
public enum KeccakPath
{
    /// <summary>One at a time, on any processor.</summary>
    Scalar,

    /// <summary>Four at a time.</summary>
    Avx2,

    /// <summary>Eight at a time.</summary>
    Avx512,
}

/// <summary>Which paths this processor and runtime allow.</summary>
public static class KeccakPaths
{
    /// <summary>The widest path that <see cref="IsSupported"/> allows; what is used when none is named.</summary>
    public static KeccakPath Best { get; } =
        IsSupported(KeccakPath.Avx512) ? KeccakPath.Avx512
        : IsSupported(KeccakPath.Avx2) ? KeccakPath.Avx2
        : KeccakPath.Scalar;

    /// <summary>Whether the processor has the instructions and the runtime may use them (<c>DOTNET_EnableAVX2=0</c> and
    /// the like forbid it).</summary>
    public static bool IsSupported(KeccakPath path) =>
        path switch
        {
            KeccakPath.Scalar => true,
            KeccakPath.Avx2 => Avx2.IsSupported,
            KeccakPath.Avx512 => Avx512F.IsSupported,
            _ => false,
        };
}
