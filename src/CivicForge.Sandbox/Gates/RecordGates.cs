using System.Globalization;
using CivicForge.Sandbox.Environments;
using CivicForge.Sandbox.Records;
using CivicForge.Sandbox.Releasing;

namespace CivicForge.Sandbox.Gates;

/// <summary>Gates that read what was recorded before: tests, the drill of alerts, sign-offs, the environment
/// before.</summary>
internal sealed class RecordGates(ReleaseEnvironment environment, Candidate candidate, DateTimeOffset now)
{
    private const string RunTests = "Run .ci/run in a clean checkout of this commit.";

    public IEnumerable<Gate> Look()
    {
        var tests = RecordFile.Read<TestRecord>(TestRecord.File);
        yield return Tests(tests);
        yield return Coverage(tests);
        yield return Age(
            "alert-drill",
            DrillRecord.Alerts,
            TimeSpan.FromDays(environment.Limits.AlertDrillDays),
            "Run ./civicforge drill alerts."
        );
        yield return SignOffs(
            RecordFile.Read<Dictionary<string, SignOff>>(Path.Combine(environment.StateFolder, "sign-offs.json"))
        );
        if (environment.After is { } before)
        {
            yield return Before(before, ReleaseState.Read(ReleaseEnvironment.Read(before, environment.Home)));
        }
    }

    internal Gate Tests(TestRecord? tests) =>
        tests is null ? Gate.NotKnown("tests", "no run of all tests was recorded here", RunTests)
        : candidate.Commit is not { } commit
            ? Gate.NotKnown("tests", "neither image nor checkout names a commit", "Build the image in a git checkout.")
        : tests.Commit != commit
            ? Gate.Fail("tests", $"the recorded run is of commit {tests.Commit}, not of {commit}", RunTests)
        : !tests.IsClean ? Gate.Fail("tests", "the recorded run had changes that are in no commit", RunTests)
        : tests.Failed > 0 ? Gate.Fail("tests", $"{tests.Failed} failed", "Mend them.")
        : tests.LeftOut.Count > 0
            ? Gate.Fail("tests", $"parts were left out: {string.Join(", ", tests.LeftOut)}", RunTests)
        : Gate.Pass("tests", $"{tests.Passed} passed, 0 failed, {Text(tests.At)}");

    internal Gate Coverage(TestRecord? tests)
    {
        var floors = tests?.Coverage.Where(lines => lines.Floor is not null).ToList() ?? [];
        if (floors.Count == 0 || tests!.Commit != candidate.Commit)
        {
            return Gate.NotKnown("coverage", "no run of this commit counted lines", RunTests);
        }
        var text = string.Join(
            ", ",
            floors.Select(lines =>
                string.Create(CultureInfo.InvariantCulture, $"{lines.Project} {lines.Percent} of {lines.Floor} %")
            )
        );
        return Gate.Of("coverage", floors.All(lines => lines.Percent >= lines.Floor), text, "Test what is not tested.");
    }

    internal Gate SignOffs(IReadOnlyDictionary<string, SignOff>? signed)
    {
        var missing = SignOff
            .Parties.Where(party =>
                signed?.GetValueOrDefault(party) is not { Name.Length: > 0 } sign
                || candidate.Commit is null
                || sign.Commit != candidate.Commit
            )
            .ToList();
        return Gate.Of(
            "sign-offs",
            missing.Count == 0,
            missing.Count == 0
                ? string.Join(", ", SignOff.Parties.Select(party => $"{party}: {signed![party].Name}"))
                : $"not for commit {candidate.Commit ?? "(unknown)"}: {string.Join(", ", missing)}",
            $"Let each add name, date and commit to {Path.Combine(environment.StateFolder, "sign-offs.json")}."
        );
    }

    /// <summary>Migrations and all else are tried there first.</summary>
    internal Gate Before(string name, ReleaseState state) =>
        Gate.Of(
            "rehearsal",
            state.Serving() is { } serving && candidate.Image?.Id == serving.ImageId && state.Running is null,
            state.Serving() is { } found
                ? $"{name} serves release {found.Number}, "
                    + (candidate.Image?.Id == found.ImageId ? "this image" : "another image")
                : $"{name} serves no release",
            $"Release this image to {name} first: ./civicforge release {name}."
        );

    internal Gate Age(string name, string file, TimeSpan longest, string action) =>
        RecordFile.Read<DrillRecord>(file) is not { } record ? Gate.NotKnown(name, $"there is no record {file}", action)
        : !record.Ok ? Gate.Fail(name, $"the last one did not go well, {Text(record.At)}: {record.What}", action)
        : Gate.Of(name, now - record.At <= longest, $"the last one is of {Text(record.At)}", action);

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}

/// <summary>That a person stands for a release.</summary>
internal sealed record SignOff(string Name, string Date, string Commit)
{
    public static readonly IReadOnlyList<string> Parties = ["engineering", "security", "product", "operations"];
}
