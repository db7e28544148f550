using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Testing;

/// <summary>The verifier as it is given away, compiled to native code, held to what the command says. Its tests are
/// explicit: no other part runs them.</summary>
internal sealed class NativePart() : ProgramPart("native", "tests/CivicForge.Verifier.Tests")
{
    /// <summary>The value of <see cref="ContainersPart.Trait"/> of its tests.</summary>
    public const string Compiler = "Compiler";

    private static string Linker => OperatingSystem.IsMacOS() ? "clang" : "gcc";

    public override async Task<TestReport> RunAsync(string reports, bool coverage, CancellationToken cancellationToken)
    {
        if (!await CanLinkAsync(cancellationToken))
        {
            var missing = new LeftOut(
                Name,
                "no C compiler",
                OperatingSystem.IsMacOS()
                    ? "Run: xcode-select --install"
                    : "Debian, Ubuntu: sudo apt-get install -y --no-install-recommends gcc libc6-dev"
            );
            return new TestReport(0, [], []) { LeftOut = [missing] };
        }

        return await ExplicitAsync(reports, ["-class", "*.NativeVerifierTests"], cancellationToken);
    }

    /// <summary>A compiler without the C library's own files cannot link; it names a file that it has by its whole
    /// path.</summary>
    private static async Task<bool> CanLinkAsync(CancellationToken cancellationToken)
    {
        if (Repository.OnPath(Linker) is not { } compiler)
        {
            return false;
        }

        if (OperatingSystem.IsMacOS())
        {
            return true;
        }

        var found = "";
        await using var asked = await ChildProcess.StartAsync(
            new(compiler, "-print-file-name=crt1.o") { OnLine = line => found = line },
            cancellationToken
        );
        return await asked.Exited.WaitAsync(cancellationToken) == 0 && Path.IsPathRooted(found);
    }
}
