using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Testing;

/// <summary>A part of the tests that can be named on the command line, with a runner of its own.</summary>
/// <param name="name">The word for it.</param>
/// <param name="folder">Where it lies, relative to the root; a part whose folder is not there does not exist.</param>
internal abstract class TestPart(string name, string folder)
{
    /// <summary>The word for it on the command line.</summary>
    public string Name => name;

    /// <summary>The folder of its sources.</summary>
    public string Folder => Path.Combine(Repository.Root, folder);

    /// <summary>Whether it runs when all others have, because its tests start whole services with deadlines: each such
    /// part waits more than it computes, so that two of them keep two cores busy.</summary>
    public virtual bool IsLast => false;

    /// <summary>The .NET projects to build before it runs.</summary>
    public virtual IReadOnlyList<string> Projects => [];

    /// <summary>Runs the tests, with <paramref name="coverage"/> also counting the lines they run. Logs and reports go
    /// into <paramref name="reports"/>.</summary>
    public abstract Task<TestReport> RunAsync(string reports, bool coverage, CancellationToken cancellationToken);

    /// <summary>What a run with coverage counted; nothing when the part counts nothing.</summary>
    public virtual IEnumerable<LineCoverage> Coverage(string reports) => [];

    /// <summary>Every part of this checkout. Long ones first, so that two at a time end together.</summary>
    public static IReadOnlyList<TestPart> All { get; } =
    [
        .. new TestPart[]
        {
            new ForgePart(),
            new DotnetPart("api", "tests/CivicForge.Api.Tests", floor: 90),
            new DotnetPart("indexer", "tests/CivicForge.Indexer.Tests"),
            new DotnetPart("chain", "tests/CivicForge.Chain.Tests"),
            new NativePart(),
            new DotnetPart("verifier", "tests/CivicForge.Verifier.Tests"),
            new DotnetPart("architecture", "tests/CivicForge.Architecture.Tests"),
            new KubernetesPart(),
            new DotnetPart("sandbox", "tests/CivicForge.Sandbox.Tests"),
            new ContainersPart(),
            new WebPart(),
            new BrowserPart(),
            new DotnetPart("e2e", "tests/CivicForge.EndToEnd", isLast: true),
            new MonitoringPart(),
            new BackupPart(),
            new ComposePart(),
        }.Where(part => Directory.Exists(part.Folder)),
    ];

    /// <summary>Runs a command of this part with its output in <c>NAME.log</c>.</summary>
    protected async Task<(int ExitCode, string Tail)> CommandAsync(
        string reports,
        ChildProcessOptions options,
        CancellationToken cancellationToken
    )
    {
        await using var child = await ChildProcess.StartAsync(
            options with
            {
                LogFile = Path.Combine(reports, Name + ".log"),
                WorkingDirectory = Folder,
            },
            cancellationToken
        );
        return (await child.Exited.WaitAsync(cancellationToken), child.Tail);
    }
}
