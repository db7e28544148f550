using System.CommandLine;
using CivicForge.Sandbox.Environments;
using CivicForge.Sandbox.Releasing;

namespace CivicForge.Sandbox.Commands;

internal static class RollbackCommand
{
    public static Command Create()
    {
        var name = EnvironmentOptions.Name();
        var folder = EnvironmentOptions.Folder();
        var command = new Command("rollback", "Brings back the release before.") { name, folder };
        command.SetAction(
            (parsed, cancellationToken) =>
                new RollbackRun(
                    ReleaseEnvironment.Read(parsed.GetValue(name)!, parsed.GetValue(folder)),
                    Console.Out,
                    TimeProvider.System
                ).RunAsync(cancellationToken)
        );
        return command;
    }
}
