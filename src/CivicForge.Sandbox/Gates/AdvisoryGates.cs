using System.Text.Json;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Gates;

/// <summary>Known vulnerabilities of the packages that are delivered, as the feeds that this machine uses tell
/// them.</summary>
internal static class AdvisoryGates
{
    private const string Update = "Take a version without it, commit the lock file, and test again.";
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(90);

    /// <param name="without">Gates that are not looked at: each costs seconds and a question to a feed.</param>
    public static async Task<IReadOnlyList<Gate>> LookAsync(
        IReadOnlyDictionary<string, string> without,
        CancellationToken cancellationToken
    ) =>
        await Task.WhenAll(
            new (string Name, Func<string, CancellationToken, Task<Gate>> Look)[]
            {
                ("advisories-npm", NpmAsync),
                ("advisories-nuget", NugetAsync),
            }.Select(gate =>
                without.ContainsKey(gate.Name)
                    ? Task.FromResult(Gate.NotKnown(gate.Name, "not looked at", ""))
                    : gate.Look(gate.Name, cancellationToken)
            )
        );

    private static async Task<Gate> NpmAsync(string name, CancellationToken cancellationToken)
    {
        var (text, problem) = await RunAsync(
            new("npm", "audit", "--json", "--omit=dev", "--package-lock-only")
            {
                WorkingDirectory = Path.Combine(Repository.Root, "web"),
            },
            cancellationToken
        );
        return Npm(name, text)
            ?? Gate.NotKnown(
                name,
                $"no source of advisories answers{problem}",
                "Run npm audit where one can be reached, or use another registry."
            );
    }

    /// <returns>Null when it is no report.</returns>
    internal static Gate? Npm(string name, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (!document.RootElement.TryGetProperty("vulnerabilities", out var found))
            {
                return null;
            }
            var names = found.EnumerateObject().Select(each => each.Name).ToList();
            return Gate.Of(
                name,
                names.Count == 0,
                names.Count == 0 ? "none known" : $"known vulnerabilities in {string.Join(", ", names)}",
                Update
            );
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<Gate> NugetAsync(string name, CancellationToken cancellationToken)
    {
        var (text, problem) = await RunAsync(
            new(
                "dotnet",
                "list",
                Path.Combine(Repository.Root, "src", "CivicForge.Api"),
                "package",
                "--vulnerable",
                "--include-transitive",
                "--format",
                "json"
            )
            {
                WorkingDirectory = Repository.Root,
            },
            cancellationToken
        );
        const string action = "Run dotnet list package --vulnerable with a feed that has advisories.";
        var gate = Nuget(name, text);
        return gate is null ? Gate.NotKnown(name, $"no source of advisories answers{problem}", action)
            // A feed without advisories knows of no vulnerability, whatever there is.
            : gate.Finding == Finding.Pass && !await HasAdvisoriesAsync(text, cancellationToken)
                ? Gate.NotKnown(name, "the feeds that this machine uses tell no advisories", action)
            : gate;
    }

    /// <summary>Whether one of the report's sources says in its index that it has them.</summary>
    private static async Task<bool> HasAdvisoriesAsync(string text, CancellationToken cancellationToken)
    {
        using var report = JsonDocument.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..]);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        foreach (var source in report.RootElement.GetProperty("sources").EnumerateArray())
        {
            try
            {
                var index = await http.GetStringAsync(source.GetString(), cancellationToken);
                if (index.Contains("\"VulnerabilityInfo", StringComparison.Ordinal))
                {
                    return true;
                }
            }
            catch (Exception silent)
                when (silent is HttpRequestException or InvalidOperationException or UriFormatException
                    || (silent is TaskCanceledException && !cancellationToken.IsCancellationRequested)
                )
            {
                continue; // Another one may have them.
            }
        }
        return false;
    }

    /// <returns>Null when it is no report, or one without a source.</returns>
    internal static Gate? Nuget(string name, string text)
    {
        var begin = text.IndexOf('{', StringComparison.Ordinal);
        if (begin < 0)
        {
            return null;
        }
        try
        {
            using var document = JsonDocument.Parse(text[begin..]);
            var root = document.RootElement;
            if (
                root.TryGetProperty("problems", out var problems) && problems.GetArrayLength() > 0
                || !root.TryGetProperty("sources", out var sources)
                || sources.GetArrayLength() == 0
            )
            {
                return null;
            }
            var found = text.Contains("\"vulnerabilities\"", StringComparison.Ordinal);
            return Gate.Of(name, !found, found ? "the report names some" : "none known", Update);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<(string Text, string Problem)> RunAsync(
        ChildProcessOptions options,
        CancellationToken cancellationToken
    )
    {
        if (Repository.OnPath(options.File) is null)
        {
            return ("", $": there is no {options.File}");
        }
        List<string> lines = [];
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AnswersWithin);
        try
        {
            await using var child = await ChildProcess.StartAsync(
                options with
                {
                    OnLine = lines.Add,
                    OnErrorLine = _ => { },
                },
                deadline.Token
            );
            await child.Exited.WaitAsync(deadline.Token);
            return (string.Join('\n', lines), "");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ("", $" within {AnswersWithin.TotalSeconds:F0} s");
        }
    }
}
