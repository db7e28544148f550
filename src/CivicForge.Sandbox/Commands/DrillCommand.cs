using System.CommandLine;
using CivicForge.Sandbox.Drills;
using CivicForge.Sandbox.Records;

namespace CivicForge.Sandbox.Commands;

internal static class DrillCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("name")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "Alerts to fire; all that have a drill without one.",
        };
        names.Validators.Add(result =>
        {
            if (
                result
                    .Tokens.Select(token => token.Value)
                    .FirstOrDefault(name => AlertDrills.All.All(drill => drill.Alert != name)) is
                { } unknown
            )
            {
                result.AddError(
                    $"There is no drill {unknown}. Drills: {string.Join(", ", AlertDrills.All.Select(d => d.Alert))}."
                );
            }
        });
        var alerts = new Command("alerts", "Makes alerts fire in a real Prometheus and Alertmanager.") { names };
        alerts.SetAction(
            async (parsed, cancellationToken) =>
            {
                var chosen = parsed.GetValue(names) ?? [];
                var drills = AlertDrills
                    .All.Where(drill => chosen.Length == 0 || chosen.Contains(drill.Alert))
                    .ToList();
                var failed = await new DrillRun(Console.Out).RunAsync(drills, cancellationToken);
                if (chosen.Length == 0)
                {
                    RecordFile.Write(
                        DrillRecord.Alerts,
                        new DrillRecord(
                            TimeProvider.System.GetUtcNow(),
                            failed == 0,
                            $"{drills.Count - failed} of {drills.Count} alerts fired"
                        )
                    );
                }
                return failed == 0 ? 0 : 1;
            }
        );
        return new Command("drill", "Breaks a sandbox on purpose, or restores a backup.")
        {
            alerts,
            RestoreDrillCommand.Create(),
        };
    }
}
