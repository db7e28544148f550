using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using CivicForge.Sandbox.Environments;
using CivicForge.Sandbox.Gates;
using CivicForge.Sandbox.Releasing;

namespace CivicForge.Sandbox.Commands;

internal static class ReadyCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static Command Create()
    {
        var name = new Option<string>("--environment") { Required = true };
        var folder = EnvironmentOptions.Folder();
        var image = EnvironmentOptions.Image();
        var allow = new Option<bool>("--allow-contract");
        var json = new Option<bool>("--json");
        var command = new Command("ready", "Says whether an environment can be released to.")
        {
            name,
            folder,
            image,
            allow,
            json,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var environment = ReleaseEnvironment.Read(parsed.GetValue(name)!, parsed.GetValue(folder));
                var candidate = await Candidate.FindAsync(parsed.GetValue(image), build: false, cancellationToken);
                var gates = await new GateRun(
                    environment,
                    candidate,
                    await RehearseAsync(environment, candidate, cancellationToken),
                    TimeProvider.System
                )
                {
                    AllowContract = parsed.GetValue(allow),
                }.RunAsync(cancellationToken);
                return Tell(environment, candidate, gates, parsed.GetValue(json));
            }
        );
        return command;
    }

    /// <summary>As the next release would be.</summary>
    private static async Task<FrozenRelease?> RehearseAsync(
        ReleaseEnvironment environment,
        Candidate candidate,
        CancellationToken cancellationToken
    ) =>
        candidate.Image is { } image
            ? await FrozenRelease.FreezeAsync(
                environment,
                ReleaseState.Read(environment).Next,
                image.Name,
                cancellationToken
            )
            : null;

    private static int Tell(ReleaseEnvironment environment, Candidate candidate, IReadOnlyList<Gate> gates, bool json)
    {
        var isReady = gates.All(gate => gate.IsOpen);
        if (json)
        {
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        Environment = environment.Name,
                        candidate.Commit,
                        Image = candidate.Image?.Id,
                        Ready = isReady,
                        Gates = gates,
                    },
                    Json
                )
            );
        }
        else
        {
            gates.ToList().ForEach(gate => Console.WriteLine(GateText.Line(gate)));
            Console.WriteLine(GateText.Sum(gates));
        }
        return isReady ? 0 : 1;
    }
}
