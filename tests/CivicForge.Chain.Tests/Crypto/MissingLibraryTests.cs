using System.Diagnostics;
using CivicForge.Chain.Crypto;

namespace CivicForge.Chain.Tests.Crypto;

public sealed class MissingLibraryTests
{
    [Fact]
    public async Task Without_the_library_every_use_says_which_package_to_install()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (
            var argument in new[]
            {
                typeof(MissingLibraryTests).Assembly.Location,
                "-noLogo",
                "-noColor",
                "-class",
                typeof(EcdsaSignatureTests).FullName!,
            }
        )
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment[SecpLibrary.PathVariable] = "/nowhere/libsecp256k1.so";

        using var child = Process.Start(start)!;
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();

        child.ExitCode.ShouldNotBe(0);
        output.ShouldContain(
            "System.DllNotFoundException : The library secp256k1 could not be loaded from /nowhere/libsecp256k1.so"
        );
        output.ShouldContain("apt-get install libsecp256k1-1");
        output.ShouldNotContain(nameof(TypeInitializationException));
    }
}
