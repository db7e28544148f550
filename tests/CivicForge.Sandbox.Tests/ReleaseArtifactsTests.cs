using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Tests;

/// <summary>The script's own logic; the long tier of part <c>compose</c> makes every file.</summary>
public sealed class ReleaseArtifactsTests : IDisposable
{
    private static readonly string[] Copied =
    [
        "civicforge",
        "Directory.Build.props",
        Path.Combine("deploy", "artifacts"),
        "CHANGELOG.md",
    ];

    private readonly ThrowawayFolder _checkout = ThrowawayFolder.Create();

    public ReleaseArtifactsTests()
    {
        Directory.CreateDirectory(Path.Combine(_checkout.Path, "deploy"));
        foreach (var file in Copied)
        {
            File.Copy(Path.Combine(Repository.Root, file), Path.Combine(_checkout.Path, file));
        }
    }

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public async Task Notes_are_the_section_of_the_version_and_their_sum_is_right()
    {
        await WriteChangelogAsync("## [Unreleased]", "- later", "## [0.1.0] - 2026-11-27", "", "### Added", "- this");

        var (exitCode, text) = await RunAsync("--only", "notes", "--out", "made");

        exitCode.ShouldBe(0, text);
        (await ReadAsync("RELEASE-NOTES")).ShouldBe("# CivicForge 0.1.0\n\n### Added\n- this\n");
        (await ProgramAsync("sha256sum", "--check", "--strict", "SHA256SUMS")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Before_its_release_a_version_has_the_notes_of_what_is_unreleased()
    {
        await WriteChangelogAsync("## [Unreleased]", "- soon", "## [0.0.9]", "- before");

        var (exitCode, text) = await RunAsync("--only", "notes", "--out", "made");

        exitCode.ShouldBe(0, text);
        text.ShouldContain("the notes are those of [Unreleased]");
        (await ReadAsync("RELEASE-NOTES")).ShouldBe("# CivicForge 0.1.0\n\n- soon\n");
    }

    [Fact]
    public async Task A_changelog_without_either_is_refused()
    {
        await WriteChangelogAsync("## [0.0.9]", "- before");

        var (exitCode, text) = await RunAsync("--only", "notes", "--out", "made");

        exitCode.ShouldBe(1);
        text.ShouldContain("CHANGELOG.md has neither a section [0.1.0]");
    }

    [Theory]
    [InlineData("--only", "cake")]
    [InlineData("--bogus")]
    [InlineData("--out")]
    public async Task Bad_arguments_end_with_64_and_the_help(params string[] arguments)
    {
        var (exitCode, text) = await RunAsync(arguments);

        exitCode.ShouldBe(64);
        text.ShouldContain("./civicforge artifacts [options]");
    }

    [Fact]
    public async Task Another_platform_is_left_out_with_the_reason()
    {
        var (exitCode, text) = await ProgramAsync(
            Path.Combine(_checkout.Path, "civicforge"),
            "publish-verifier",
            "--platform",
            "linux-musl-riscv64"
        );

        exitCode.ShouldBe(1);
        text.ShouldContain("for linux-musl-riscv64: it is made on a machine of that platform");
    }

    private Task WriteChangelogAsync(params string[] lines) =>
        File.WriteAllLinesAsync(Path.Combine(_checkout.Path, "CHANGELOG.md"), ["# Changelog", "", .. lines]);

    private Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(_checkout.Path, "made", file));

    private Task<(int ExitCode, string Text)> RunAsync(params string[] arguments) =>
        ProgramAsync(Path.Combine(_checkout.Path, "deploy", "artifacts"), arguments);

    private async Task<(int ExitCode, string Text)> ProgramAsync(string program, params string[] arguments)
    {
        var lines = new List<string>();
        var made = Path.Combine(_checkout.Path, "made");
        await using var child = await ChildProcess.StartAsync(
            new(program, arguments)
            {
                OnLine = lines.Add,
                WorkingDirectory = Directory.Exists(made) ? made : _checkout.Path,
                Environment = new Dictionary<string, string?> { ["CIVICFORGE_ROOT"] = null },
            },
            TestContext.Current.CancellationToken
        );
        return (await child.Exited, string.Join('\n', lines));
    }
}
