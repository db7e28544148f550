using System.Diagnostics;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Running;

namespace CivicForge.Sandbox.Drills;

/// <summary>Makes alerts fire, one after the other, waits for each notification at the webhook and by mail, mends what
/// was broken, and waits until the alert has ended. One line an alert.</summary>
internal sealed class DrillRun(TextWriter output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    /// <summary>What takes minutes in production takes seconds here too.</summary>
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Anchoring__AnchorWithin"] = "20",
        ["Transactions__RpcTimeout"] = "00:00:02",
        ["Transactions__BumpAfter"] = "00:00:03",
        ["Rewards__RetryAfter"] = "00:00:01",
        ["Evidence__TotalBytes"] = "10485760",
        ["Connections__Max"] = "200",
        ["Rewards__LeaseTerm"] = "00:00:10",
    };

    /// <returns>How many failed.</returns>
    public async Task<int> RunAsync(IReadOnlyList<AlertDrill> drills, CancellationToken cancellationToken)
    {
        using var folder = ThrowawayFolder.Create();
        var backups = new BackupTimes(Path.Combine(folder.Path, "backup.json"));
        await using var sandbox = await RunningSandbox.StartAsync(
            new()
            {
                ProductionLimits = true,
                Settings = new Dictionary<string, string?>(Settings) { ["Backup__Record"] = backups.File },
                DatabaseSettings = ["wal_level=replica", "archive_mode=on"],
            },
            null,
            cancellationToken
        );
        await using var monitoring = await MonitoringStack.StartAsync(sandbox, cancellationToken);
        using var scene = new DrillScene(sandbox) { Backups = backups };
        await BackupDrills.ArchiveByAsync(scene, "true", cancellationToken);
        var failed = 0;
        foreach (var drill in drills)
        {
            var problem = await RunAsync(drill, scene, monitoring, cancellationToken);
            failed += problem is null ? 0 : 1;
        }

        await output.WriteLineAsync($"drill: {drills.Count - failed} alerts fired, {failed} did not");
        if (failed > 0)
        {
            sandbox.KeepFolder();
            await output.WriteLineAsync($"The logs are in {sandbox.Folder}/logs until the next sandbox starts.");
        }
        return failed;
    }

    private async Task<string?> RunAsync(
        AlertDrill drill,
        DrillScene scene,
        MonitoringStack monitoring,
        CancellationToken cancellationToken
    )
    {
        var problem = await UntilAsync(
            async () => !(await monitoring.FiringAsync(cancellationToken)).Contains(drill.Alert),
            "it fires before anything is broken",
            cancellationToken
        );
        monitoring.Webhook.Forget(drill.Alert);
        monitoring.Mail.Forget(drill.Alert);
        var watch = Stopwatch.StartNew();
        problem ??= await FailureAsync("it could not be broken", () => drill.BreakAsync(scene, cancellationToken));
        if (problem is null)
        {
            problem = await UntilAsync(
                async () =>
                {
                    if (monitoring.Webhook.Has(drill.Alert))
                    {
                        return monitoring.Mail.Has(drill.Alert);
                    }
                    await drill.PressAsync(scene, cancellationToken);
                    return false;
                },
                "no notification came to the webhook and by mail",
                cancellationToken
            );
        }

        var notified = watch.Elapsed;
        var unmended = await FailureAsync("it could not be mended", () => drill.MendAsync(scene, cancellationToken));
        problem ??= unmended;
        problem ??= await UntilAsync(
            async () => !(await monitoring.FiringAsync(cancellationToken)).Contains(drill.Alert),
            "it still fires after everything was mended",
            cancellationToken
        );
        await output.WriteLineAsync(
            problem is null
                ? $"  ok   {drill.Alert, -24} notified in {notified.TotalSeconds, 3:F0} s, over in "
                    + $"{watch.Elapsed.TotalSeconds, 3:F0} s: {drill.What}"
                : $"  FAIL {drill.Alert, -24} {problem}: {drill.What}"
        );
        return problem;
    }

    /// <summary>One drill that cannot be carried out keeps none of the others from being.</summary>
    private static async Task<string?> FailureAsync(string what, Func<Task> step)
    {
        try
        {
            await step();
            return null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return $"{what} ({failure.Message})";
        }
    }

    private static async Task<string?> UntilAsync(
        Func<Task<bool>> holds,
        string otherwise,
        CancellationToken cancellationToken
    )
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            if (watch.Elapsed > Patience)
            {
                return otherwise;
            }
            await Task.Delay(Between, cancellationToken);
        }
        return null;
    }
}
