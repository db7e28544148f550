using System.Text.Json.Serialization;
using CivicForge.Sandbox.Environments;
using CivicForge.Sandbox.Records;

namespace CivicForge.Sandbox.Releasing;

/// <summary>What is released to an environment: the file <c>state.json</c> in its folder, written before and after each
/// step, so that whoever comes after a kill knows what was being done.</summary>
/// <param name="Current">The number of the release that serves; null before the first.</param>
/// <param name="Running">What is being done, or was when somebody killed it.</param>
/// <param name="Releases">All of them, oldest first.</param>
internal sealed record ReleaseState(int? Current, RunningStep? Running, IReadOnlyList<ReleaseEntry> Releases)
{
    public static ReleaseState Empty { get; } = new(null, null, []);

    public static ReleaseState Read(ReleaseEnvironment environment) =>
        RecordFile.Read<ReleaseState>(FileOf(environment)) ?? Empty;

    public void Write(ReleaseEnvironment environment) => RecordFile.Write(FileOf(environment), this);

    public ReleaseEntry? Entry(int? number) => Releases.FirstOrDefault(release => release.Number == number);

    /// <summary>The release that serves.</summary>
    public ReleaseEntry? Serving() => Entry(Current);

    /// <summary>The newest one before that which ended well.</summary>
    public ReleaseEntry? Before(int? number) =>
        Releases.LastOrDefault(release => release.Number < number && release.Ended == ReleaseEntry.Released);

    [JsonIgnore]
    public int Next => Releases.Count == 0 ? 1 : Releases[^1].Number + 1;

    /// <summary>The same with an entry in the place of the one of its number, or added.</summary>
    public ReleaseState With(ReleaseEntry entry) =>
        this with
        {
            Releases =
            [
                .. Releases.Where(other => other.Number != entry.Number).Append(entry).OrderBy(each => each.Number),
            ],
        };

    private static string FileOf(ReleaseEnvironment environment) => Path.Combine(environment.StateFolder, "state.json");
}

/// <summary>A release of an environment.</summary>
/// <param name="Image">Its name here, which no other release has.</param>
/// <param name="ImageId">The engine's name of the same.</param>
/// <param name="Contracts">Whether its migrations took something away, so that no release before the one that it was
/// made over can serve the database any more.</param>
/// <param name="Over">The release that served when this one was made.</param>
/// <param name="Ended">One of the words below; null while it runs.</param>
internal sealed record ReleaseEntry(
    int Number,
    string Image,
    string ImageId,
    string? Commit,
    DateTimeOffset At,
    bool Contracts,
    int? Over,
    string? Ended
)
{
    public const string Released = "released",
        RolledBack = "rolled back",
        Failed = "failed";
}

/// <param name="Release">The release that it leads to.</param>
/// <param name="Verb"><c>release</c> or <c>rollback</c>.</param>
/// <param name="Step">The step that began last.</param>
/// <param name="Log">The log file.</param>
internal sealed record RunningStep(int Release, string Verb, string Step, string Log);
