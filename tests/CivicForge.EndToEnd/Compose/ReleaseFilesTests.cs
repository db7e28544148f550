using CivicForge.Sandbox;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Testing;

namespace CivicForge.EndToEnd.Compose;

/// <summary>The files of a release, made for real, twice. It needs a container engine and a C compiler:
/// <c>./civicforge test --all compose</c> runs it.</summary>
[Trait(ContainersPart.Trait, ContainersPart.Engine)]
[Trait(LongTier.Trait, LongTier.Long)]
public sealed class ReleaseFilesTests : IDisposable
{
    private const string BillEnding = ".cdx.json";

    private readonly ThrowawayFolder _first = ThrowawayFolder.Create();
    private readonly ThrowawayFolder _second = ThrowawayFolder.Create();

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    [Fact(Explicit = true)]
    public async Task Every_file_is_made_its_sum_is_right_and_what_claims_to_be_reproducible_is()
    {
        var printed = await MakeAsync(_first);
        var names = Names(_first);
        names.ShouldContain("RELEASE-NOTES");
        names.ShouldContain("civicforge-verify-linux-x64");
        names.ShouldContain(name => name.Contains("-image-linux-", StringComparison.Ordinal));
        foreach (var program in new[] { "api", "indexer", "sandbox", "verifier", "web", "contracts" })
        {
            names.ShouldContain(name => name.EndsWith($"-{program}{BillEnding}", StringComparison.Ordinal));
        }
        printed.ShouldContain("the verifier for osx-arm64: it is made on a machine of that platform");
        await SumsAreRightAsync(_first);
        await BillsKeepTheSchemaAsync();
        await ImageCanBeLoadedAsync();

        await MakeAsync(_second);
        Sums(_second).ShouldBe(Sums(_first));
    }

    private static async Task<string> MakeAsync(ThrowawayFolder folder)
    {
        var (exitCode, text) = await Engine.TryAsync(
            Path.Combine(Repository.Root, "deploy", "artifacts"),
            "--complete",
            "--out",
            folder.Path
        );
        exitCode.ShouldBe(0, text);
        return text;
    }

    private static async Task SumsAreRightAsync(ThrowawayFolder folder)
    {
        var (exitCode, text) = await Engine.TryAsync(
            "sh",
            "-c",
            $"cd {folder.Path} && sha256sum --check --strict SHA256SUMS"
        );
        exitCode.ShouldBe(0, text);
        Sums(folder, _ => true).Count.ShouldBe(Names(folder).Count - 1);
    }

    private async Task BillsKeepTheSchemaAsync()
    {
        var checker = Path.Combine(Repository.Root, "tests", "sbom");
        await NeedAsync("npm", "--prefix", checker, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        var script = Path.Combine(checker, "check.mjs");
        var bills = Directory.GetFiles(_first.Path, "*" + BillEnding);
        await NeedAsync(["node", script, .. bills]);

        var broken = Path.Combine(_second.Path, "broken" + BillEnding);
        await File.WriteAllTextAsync(broken, (await File.ReadAllTextAsync(bills[0])).Replace("\"purl\"", "\"url\""));
        (await Engine.TryAsync("node", script, broken)).ExitCode.ShouldBe(1);
        File.Delete(broken);
    }

    private static async Task NeedAsync(params string[] command)
    {
        var (exitCode, text) = await Engine.TryAsync(command);
        exitCode.ShouldBe(0, text);
    }

    private async Task ImageCanBeLoadedAsync()
    {
        var image = Directory.EnumerateFiles(_first.Path, "*-image-*").ShouldHaveSingleItem();
        var (exitCode, text) = await Engine.TryAsync("docker", "load", "--input", image);
        exitCode.ShouldBe(0, text);
        var name = text[(text.LastIndexOf(' ') + 1)..];
        (await Engine.RunAsync("run", "--rm", "--entrypoint", "civicforge-verify", name, "--help")).ShouldNotBeEmpty();
    }

    private static List<string> Names(ThrowawayFolder folder) =>
        [.. Directory.EnumerateFiles(folder.Path).Select(file => Path.GetFileName(file))];

    /// <summary>Of what claims to be the same in every build: not the image.</summary>
    private static List<string> Sums(ThrowawayFolder folder) =>
        Sums(folder, line => !line.Contains("-image-", StringComparison.Ordinal));

    private static List<string> Sums(ThrowawayFolder folder, Func<string, bool> counts) =>
        [.. File.ReadLines(Path.Combine(folder.Path, "SHA256SUMS")).Where(counts)];
}
