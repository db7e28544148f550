using System.Text.Json;

namespace CivicForge.Verifier.Tests;

public sealed class ProofFileSetTests
{
    public static TheoryData<string> Files() =>
        [.. Vectors.Cases.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("file").GetString()!)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_of_the_shared_set_gets_the_verdict_and_steps_that_the_set_states(string file)
    {
        var expected = Vectors
            .Cases.GetProperty("cases")
            .EnumerateArray()
            .Single(c => c.GetProperty("file").GetString() == file);

        var report = await Vectors.VerifyOfflineAsync(Vectors.Bytes(file));

        var steps = expected
            .GetProperty("steps")
            .EnumerateObject()
            .Select(step => $"{step.Name}: {step.Value.GetString()}");
        report
            .Steps.Select(step => $"{step.Name}: {step.Result.ToString().ToLowerInvariant()}")
            .ShouldBe(steps, string.Join('\n', report.Steps));
        report.Verdict.Word().ShouldBe(expected.GetProperty("verdict").GetString());
        report.Steps.ShouldAllBe(step => step.Reason.Length > 10);
    }

    [Fact]
    public async Task Every_single_edit_that_protocol_section_2_forbids_fails_format()
    {
        var edits = Vectors.Refused.EnumerateArray().ToArray();
        var accepted = new List<string>();
        foreach (var edit in edits)
        {
            var report = await Vectors.VerifyOfflineAsync(Vectors.ToBytes(Edited(edit)));
            if (
                report[StepNames.Format].Result != StepResult.Fail
                || report.Steps.Skip(1).Any(step => step.Result != StepResult.Skipped)
            )
            {
                accepted.Add(edit.GetRawText());
            }
        }

        edits.Length.ShouldBeGreaterThan(500);
        accepted.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_over_one_mebibyte_fails_format()
    {
        var padded = Vectors.Bytes("valid.json").Concat(Enumerable.Repeat((byte)' ', 1 << 20)).ToArray();

        var report = await Vectors.VerifyOfflineAsync(padded);

        report[StepNames.Format].Result.ShouldBe(StepResult.Fail);
    }

    private static System.Text.Json.Nodes.JsonNode Edited(JsonElement edit)
    {
        System.Text.Json.Nodes.JsonNode proof = Vectors.Valid(),
            parent = proof;
        var path = edit.GetProperty("path").EnumerateArray().Select(name => name.GetString()!).ToArray();
        foreach (var name in path[..^1])
        {
            parent = parent[name]!;
        }
        if (edit.TryGetProperty("set", out var value))
        {
            parent[path[^1]] = System.Text.Json.Nodes.JsonNode.Parse(value.GetRawText());
        }
        else
        {
            parent.AsObject().Remove(path[^1]);
        }
        return proof;
    }
}
