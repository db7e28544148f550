using System.Text.Encodings.Web;
using System.Text.Json;
using CivicForge.Api.Anchoring;
using CivicForge.Api.Rewards;
using CivicForge.Chain.Rpc;
using CivicForge.Hosting;
using CivicForge.Hosting.Database;

namespace CivicForge.Api.Audit;

/// <summary>The verb <c>audit [--json]</c>: exit code 0 when all invariants hold, 1 when one is violated, 2 when one
/// could not be checked.</summary>
internal static class AuditVerb
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <exception cref="ConfigurationException">A setting is missing.</exception>
    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        var json = args.Contains("--json");
        var configuration = new ConfigurationBuilder()
            .AddEnvironmentVariables()
            .AddCommandLine([.. args.Where(a => a != "--json")])
            .Build();
        var connectionString = DatabaseConnection.Read(configuration, "Civic", "the database, with user civic_auditor");
        var chain = ChainOptions.Read(configuration);
        var anchoring =
            configuration.GetSection(AnchoringOptions.Section).Get<AnchoringOptions>() ?? new AnchoringOptions();
        var report = await new RunAudit(
            connectionString,
            new EthClient(chain.RpcUrl),
            chain,
            anchoring,
            configuration.GetSection(RelayOptions.Section).Get<RelayOptions>()
        ).RunAsync(cancellationToken);
        await output.WriteLineAsync(json ? ToJson(report) : ToText(report));
        return report.ExitCode;
    }

    private static string ToJson(AuditReport report) =>
        JsonSerializer.Serialize(
            new
            {
                verdict = Verdict(report),
                block = report.Finalized is { } b ? new { number = b.Number, hash = b.Hash } : null,
                invariants = report.Results.Select(r => new
                {
                    id = r.Id,
                    statement = r.Statement,
                    result = Word(r.Verdict),
                    reason = r.Reason,
                    @checked = r.Findings.Checked,
                    violationCount = r.Findings.ViolationCount,
                    violations = r.Findings.Violations,
                    notices = r.Findings.Notices,
                }),
            },
            Json
        );

    private static string ToText(AuditReport report)
    {
        var lines = new List<string>
        {
            report.Finalized is { } block ? $"as of block {block.Number} {block.Hash}" : "no finalized block was read",
        };
        foreach (var result in report.Results)
        {
            lines.Add(
                $"{result.Id}  {Word(result.Verdict), -12} {result.Statement} ({result.Findings.Checked} checked)"
            );
            if (result.Reason is { } reason)
            {
                lines.Add($"      ? {reason}");
            }
            lines.AddRange(result.Findings.Violations.Select(v => $"      ! {v}"));
            lines.AddRange(result.Findings.Notices.Select(n => $"      i {n}"));
            if (result.Findings.ViolationCount > result.Findings.Violations.Count)
            {
                lines.Add($"      ! and {result.Findings.ViolationCount - result.Findings.Violations.Count} more");
            }
        }

        lines.Add($"audit: {Verdict(report)}");
        return string.Join(Environment.NewLine, lines);
    }

    private static string Verdict(AuditReport report) =>
        report.ExitCode switch
        {
            0 => "clean",
            1 => "violated",
            _ => "inconclusive",
        };

    private static string Word(AuditVerdict verdict) => verdict.ToString().ToLowerInvariant();
}
