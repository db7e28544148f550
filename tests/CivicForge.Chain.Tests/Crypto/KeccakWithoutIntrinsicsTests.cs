using System.Diagnostics;
using CivicForge.Chain.Crypto;

namespace CivicForge.Chain.Tests.Crypto;

/// <summary>The runtime reads its switches at start, so the paths for lesser processors are tried in processes of their
/// own.</summary>
public sealed class KeccakWithoutIntrinsicsTests
{
    [Fact]
    public async Task Without_AVX_512_four_are_hashed_at_a_time_and_all_digests_and_roots_are_the_same()
    {
        Assert.SkipUnless(KeccakPaths.IsSupported(KeccakPath.Avx2), "not run: this processor has no AVX2");
        await RunWithAsync(KeccakPath.Avx2, "DOTNET_EnableAVX512", "DOTNET_EnableAVX512F");
    }

    [Fact]
    public Task Without_AVX2_one_is_hashed_at_a_time_and_all_digests_and_roots_are_the_same() =>
        RunWithAsync(KeccakPath.Scalar, "DOTNET_EnableAVX512", "DOTNET_EnableAVX512F", "DOTNET_EnableAVX2");

    [Fact]
    public Task Without_any_intrinsics_all_digests_and_roots_are_the_same() =>
        RunWithAsync(KeccakPath.Scalar, "DOTNET_EnableHWIntrinsic");

    private static async Task RunWithAsync(KeccakPath expected, params string[] disabled)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (
            var argument in new[]
            {
                typeof(KeccakPathTests).Assembly.Location,
                "-noLogo",
                "-noColor",
                "-class",
                typeof(KeccakPathTests).FullName!,
                "-class",
                typeof(Keccak256Tests).FullName!,
                "-class",
                typeof(Merkle.StandardMerkleTreeTests).FullName!,
                "-class",
                typeof(Merkle.MerklePathTests).FullName!,
            }
        )
        {
            start.ArgumentList.Add(argument);
        }
        foreach (var name in disabled)
        {
            start.Environment[name] = "0";
        }
        start.Environment[KeccakPathTests.ExpectedPath] = expected.ToString();

        using var child = Process.Start(start)!;
        var errors = child.StandardError.ReadToEndAsync();
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        child.ExitCode.ShouldBe(0, output + await errors);
        output.ShouldContain("Failed: 0", Case.Sensitive);
    }
}
