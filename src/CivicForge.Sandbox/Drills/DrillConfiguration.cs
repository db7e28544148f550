using System.Text.RegularExpressions;

namespace CivicForge.Sandbox.Drills;

/// <summary>The files of <c>deploy/monitoring</c> as a drill takes them: the same rules and routes, but what takes
/// minutes takes seconds, and notifications come to the drill.</summary>
internal static partial class DrillConfiguration
{
    private static string Source => Path.Combine(Repository.Root, "deploy", "monitoring");

    public static void WriteRules(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Source, "rules"), "*.yml"))
        {
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(file)), Shorten(File.ReadAllText(file)));
        }
    }

    public static void WriteAlertmanager(string file, Uri webhook, int mailPort) =>
        File.WriteAllText(
            file,
            Intervals()
                .Replace(File.ReadAllText(Path.Combine(Source, "alertmanager.yml")), "$1: 1s")
                .With("# smtp_smarthost: mail.example:587", $"smtp_smarthost: 127.0.0.1:{mailPort}")
                .With("# smtp_from: ", "smtp_require_tls: false\n  smtp_from: ")
                .With("# webhook_configs: ", "webhook_configs: ")
                .With("https://chat.example/hooks/civicforge", webhook.ToString())
                .With("# email_configs: ", "email_configs: ")
        );

    public static void WritePrometheus(
        string file,
        string rules,
        int alertmanager,
        IEnumerable<(string Job, Uri Url)> targets
    ) =>
        File.WriteAllText(
            file,
            $$"""
            global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
            rule_files: ["{{rules}}/*.yml"]
            alerting: { alertmanagers: [{ static_configs: [{ targets: ["127.0.0.1:{{alertmanager}}"] }] }] }
            scrape_configs:

            """ + string.Concat(targets.Select(target => Scrape(target.Job, target.Url)))
        );

    private static string Scrape(string job, Uri url) =>
        $"  - job_name: civicforge-{job}\n    static_configs: [{{ targets: [\"{url.Authority}\"] }}]\n";

    /// <exception cref="SandboxException">The file is another than the one that drills know.</exception>
    private static string With(this string text, string old, string @new) =>
        text.Contains(old, StringComparison.Ordinal)
            ? text.Replace(old, @new, StringComparison.Ordinal)
            : throw new SandboxException($"deploy/monitoring/alertmanager.yml no longer has: {old}");

    /// <summary>How long something must last, over which time it is counted, and after how many seconds it is
    /// missed.</summary>
    private static string Shorten(string rules) =>
        Missed()
            .Replace(Ranges().Replace(Lasting().Replace(rules, "for: 1s"), "[15s]"), "$1 > 10")
            .Replace("3 * max by (work)", "1 * max by (work)", StringComparison.Ordinal)
            .Replace("+ 60", "+ 5", StringComparison.Ordinal);

    [GeneratedRegex(@"for: \d+m")]
    private static partial Regex Lasting();

    [GeneratedRegex(@"\[\d+[mh]\]")]
    private static partial Regex Ranges();

    [GeneratedRegex(@"(time\(\) - max\(\w+\)) > \d+")]
    private static partial Regex Missed();

    [GeneratedRegex(@"(group_wait|group_interval): \w+")]
    private static partial Regex Intervals();
}
