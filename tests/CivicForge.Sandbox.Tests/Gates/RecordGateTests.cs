using CivicForge.Sandbox.Gates;
using CivicForge.Sandbox.Records;
using CivicForge.Sandbox.Releasing;
using CivicForge.Sandbox.Tests.Releasing;

namespace CivicForge.Sandbox.Tests.Gates;

/// <summary>Gates that read records: open only when the record says so, of this commit, and is young.</summary>
public sealed class RecordGateTests : IDisposable
{
    private const string Commit = "1111111111111111111111111111111111111111";
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
    private static readonly TestRecord Green = new(Now, Commit, true, 100, 0, [], [new("CivicForge.Api", 91, 90)]);

    private readonly ReleasePlaces _places = new();
    private readonly RecordGates _gates;

    public RecordGateTests() => _gates = new(_places.Make("production"), Candidate("sha256:a"), Now);

    public void Dispose() => _places.Dispose();

    [Fact]
    public void Tests_of_this_commit_that_all_passed_open_their_gate()
    {
        _gates.Tests(Green).Finding.ShouldBe(Finding.Pass);
        _gates.Coverage(Green).Finding.ShouldBe(Finding.Pass);
    }

    [Fact]
    public void No_run_is_not_known_and_any_other_run_fails()
    {
        _gates.Tests(null).Finding.ShouldBe(Finding.NotKnown);
        _gates.Tests(Green with { Commit = "2" }).Finding.ShouldBe(Finding.Fail);
        _gates.Tests(Green with { IsClean = false }).Finding.ShouldBe(Finding.Fail);
        _gates.Tests(Green with { Failed = 1 }).Finding.ShouldBe(Finding.Fail);
        _gates.Tests(Green with { LeftOut = ["compose"] }).Reason.ShouldContain("compose");
        _gates.Coverage(Green with { Coverage = [] }).Finding.ShouldBe(Finding.NotKnown);
        _gates.Coverage(Green with { Coverage = [new("CivicForge.Api", 89.9, 90)] }).Finding.ShouldBe(Finding.Fail);
    }

    [Theory]
    [InlineData(29, true, Finding.Pass)]
    [InlineData(31, true, Finding.Fail)]
    [InlineData(1, false, Finding.Fail)]
    public void What_is_tried_regularly_must_be_young_and_have_gone_well(int days, bool ok, Finding expected)
    {
        var file = Path.Combine(_places.Home, "drill.json");
        RecordFile.Write(file, new DrillRecord(Now.AddDays(-days), ok, "a drill"));

        _gates.Age("alert-drill", file, TimeSpan.FromDays(30), "Run it.").Finding.ShouldBe(expected);
    }

    [Fact]
    public void A_drill_that_nobody_recorded_is_not_known() =>
        _gates
            .Age("alert-drill", Path.Combine(_places.Home, "nothing"), TimeSpan.FromDays(1), "Run it.")
            .Finding.ShouldBe(Finding.NotKnown);

    [Fact]
    public void Backup_and_restore_drill_are_read_from_one_record()
    {
        var gates = new BackupGates(_places.Make("production"), Now);
        var record = RecordFile.Parse<BackupRecord>(
            """
            { "backup": {"at": "2026-11-27T03:00:00Z", "kind": "diff", "label": "20261127-030000D"},
              "drill": {"at": "2026-11-20T09:12:44Z", "audit": "clean"} }
            """,
            "a test"
        );
        gates.Backup(record).Finding.ShouldBe(Finding.Pass);
        gates.Drill(record).Finding.ShouldBe(Finding.Pass);

        var later = new BackupGates(_places.Make("production"), Now.AddDays(40));
        later.Backup(record).Finding.ShouldBe(Finding.Fail);
        later.Drill(record).Finding.ShouldBe(Finding.Fail);
        gates.Drill(new(null, null)).Finding.ShouldBe(Finding.NotKnown);
        gates.Backup(null).Finding.ShouldBe(Finding.NotKnown);
    }

    [Fact]
    public void All_four_sign_for_this_commit()
    {
        var signed = SignOff.Parties.ToDictionary(party => party, party => new SignOff("N.", "2026-11-27", Commit));
        _gates.SignOffs(signed).Finding.ShouldBe(Finding.Pass);

        signed["security"] = signed["security"] with { Commit = "2" };
        _gates.SignOffs(signed).Reason.ShouldEndWith(": security");
        _gates.SignOffs(null).Finding.ShouldBe(Finding.Fail);
    }

    [Fact]
    public void Production_gets_the_image_that_serves_in_staging_and_no_other()
    {
        var served = ReleaseState.Empty.With(
            new(3, "civicforge:staging-3", "sha256:a", Commit, Now, false, 2, ReleaseEntry.Released)
        ) with
        {
            Current = 3,
        };
        _gates.Before("staging", served).Finding.ShouldBe(Finding.Pass);
        _gates.Before("staging", ReleaseState.Empty).Finding.ShouldBe(Finding.Fail);
        new RecordGates(_places.Make("production"), Candidate("sha256:b"), Now)
            .Before("staging", served)
            .Finding.ShouldBe(Finding.Fail);
    }

    [Fact]
    public void An_environment_does_without_a_gate_only_with_a_reason_that_is_repeated()
    {
        var closed = Gate.NotKnown("backup", "there is none", "Make one.");
        closed.In(new Dictionary<string, string>()).IsOpen.ShouldBeFalse();

        var waived = closed.In(new Dictionary<string, string> { ["backup"] = "a test place" });
        waived.IsOpen.ShouldBeTrue();
        waived.Reason.ShouldContain("a test place");
    }

    private static Candidate Candidate(string id) => new(null, new("civicforge:x", id, Commit));
}
