using System.Text.Json;
using System.Text.Json.Serialization;

namespace CivicForge.Verifier.Command;

/// <summary>The report for programs: <c>{ "verdict", "steps": [{ "name", "result", "reason" }] }</c>.</summary>
internal sealed record JsonReport(string Verdict, IReadOnlyList<JsonReportStep> Steps)
{
    internal static string Of(VerificationReport report) =>
        JsonSerializer.Serialize(
            new JsonReport(
                report.Verdict.Word(),
                [.. report.Steps.Select(step => new JsonReportStep(step.Name, Word(step.Result), step.Reason))]
            ),
            JsonReportContext.Default.JsonReport
        );

    private static string Word(StepResult result) =>
        result switch
        {
            StepResult.Pass => "pass",
            StepResult.Fail => "fail",
            StepResult.Skipped => "skipped",
            _ => "inconclusive",
        };
}

internal sealed record JsonReportStep(string Name, string Result, string Reason);

/// <summary>Generated at build, so that a trimmed single file needs no reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(JsonReport))]
internal sealed partial class JsonReportContext : JsonSerializerContext;
