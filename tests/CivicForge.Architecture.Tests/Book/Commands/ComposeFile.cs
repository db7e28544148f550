using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests.Book.Commands;

/// <summary>What the compose files have, and what a command of compose may name of it.</summary>
internal static partial class ComposeFile
{
    private static readonly string[] Texts =
    [
        .. new[] { "docker-compose.yml", "deploy/backup/compose.yml" }.Select(file =>
            File.ReadAllText(Path.Combine(SourceTree.Root, file))
        ),
    ];

    private static readonly string[] OfServices =
    [
        "logs",
        "ps",
        "restart",
        "up",
        "stop",
        "start",
        "kill",
        "build",
        "pull",
    ];
    private static readonly string[] OfOne = ["run", "exec"];
    private static readonly string[] OfNone = ["down", "config", "version"];
    private static readonly string[] WithValue =
    [
        "--tail",
        "--scale",
        "--profile",
        "--entrypoint",
        "--project-name",
        "--project-directory",
        "--file",
        "--env-file",
        "--volume",
        "-e",
        "-f",
        "-p",
    ];

    /// <summary>Compose 1.29, which Debian 12 has, does not know these of newer ones.</summary>
    private static readonly string[] Newer = ["--since", "--until", "--wait", "--dry-run"];

    private static HashSet<string> Services { get; } = Named(@"^services:\n(.*?)^\w", @"^  ([\w-]+):\s*$");

    private static HashSet<string> Profiles { get; } = Named(@"(.*)", @"^    profiles: \[(\w+)\]");

    /// <summary>What is wrong with the words behind <c>docker compose</c>.</summary>
    internal static IEnumerable<string> Faults(IReadOnlyList<string> words)
    {
        var (options, names, given) = Split(words);
        var command = names.FirstOrDefault() ?? "";
        var services = OfServices.Contains(command) || OfOne.Contains(command) ? names.Skip(1) : [];
        return
        [
            .. OfServices.Concat(OfOne).Concat(OfNone).Contains(command) ? [] : new[] { $"compose has no {command}" },
            .. options.Where(o => Newer.Contains(o.Name)).Select(o => $"not every compose has {o.Name}"),
            .. options
                .Where(o => o.Name == "--profile" && !Profiles.Contains(o.Value))
                .Select(o => $"no profile {o.Value}"),
            .. options
                .Where(o => o.Name == "--scale" && !Services.Contains(o.Value.Split('=')[0]))
                .Select(o => $"no service {o.Value}"),
            .. services.Where(service => !Services.Contains(service)).Select(service => $"no service {service}"),
            .. OfOne.Contains(command) && options.All(o => o.Name != "--entrypoint") ? OfProgram(names, given) : [],
        ];
    }

    /// <summary>A container that runs a verb of the launcher takes what the verb takes.</summary>
    private static IEnumerable<string> OfProgram(List<string> names, IReadOnlyList<string> arguments) =>
        names[^1] is "keys" or "deploy" or "fund" or "audit" ? LauncherHelp.Faults(names[^1], arguments) : [];

    /// <summary>Options with their values, the command with its services, and what a container is given.</summary>
    private static (List<(string Name, string Value)> Options, List<string> Names, IReadOnlyList<string> Given) Split(
        IReadOnlyList<string> words
    )
    {
        List<(string Name, string Value)> options = [];
        List<string> names = [];
        for (var at = 0; at < words.Count; at++)
        {
            var parts = words[at].Split('=', 2);
            if (!words[at].StartsWith('-'))
            {
                names.Add(words[at]);
                if (names.Count == 2 && OfOne.Contains(names[0]))
                {
                    return (options, names, [.. words.Skip(at + 1)]);
                }
            }
            else if (parts.Length == 1 && WithValue.Contains(words[at]) && at + 1 < words.Count)
            {
                options.Add((words[at], words[++at]));
            }
            else
            {
                options.Add((parts[0], parts.Length == 2 ? parts[1] : ""));
            }
        }
        return (options, names, []);
    }

    private static HashSet<string> Named(string part, string name) =>
        [
            .. Texts.SelectMany(text =>
                Regex
                    .Matches(
                        Regex.Match(text, part, RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value,
                        name,
                        RegexOptions.Multiline
                    )
                    .Select(match => match.Groups[1].Value)
            ),
        ];
}
