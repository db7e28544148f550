using System.CommandLine;
using CivicForge.Sandbox.Environments;
using CivicForge.Sandbox.Releasing;

namespace CivicForge.Sandbox.Commands;

internal static class ReleaseCommand
{
    public static Command Create()
    {
        var name = EnvironmentOptions.Name();
        var folder = EnvironmentOptions.Folder();
        var image = EnvironmentOptions.Image();
        var withoutBackup = new Option<string?>("--without-backup");
        var allow = new Option<bool>("--allow-contract");
        var command = new Command("release", "Releases to an environment.")
        {
            name,
            folder,
            image,
            withoutBackup,
            allow,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                new ReleaseRun(
                    ReleaseEnvironment.Read(parsed.GetValue(name)!, parsed.GetValue(folder)),
                    Console.Out,
                    TimeProvider.System
                ).RunAsync(
                    new(parsed.GetValue(image), parsed.GetValue(withoutBackup), parsed.GetValue(allow)),
                    cancellationToken
                )
        );
        return command;
    }
}
