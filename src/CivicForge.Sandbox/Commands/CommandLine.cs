using System.CommandLine;
using CivicForge.Chain.Rpc;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Commands;

/// <summary>The verbs that the launcher hands on to this program.</summary>
internal static class CommandLine
{
    private const int BadArguments = 64; // EX_USAGE of sysexits.h

    /// <summary>Runs a verb. Ctrl-C, SIGTERM and SIGHUP cancel it, and it stops what it started before this
    /// returns.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("CivicForge")
        {
            TestCommand.Create(),
            DrillCommand.Create(),
            DeployCommand.Create(),
            FundCommand.Create(),
            MigrateCommand.Create(),
            UpCommand.Create(),
            DevCommand.Create(),
            AuditCommand.Create(),
            MaintenanceCommand.Create(),
            DemoCommand.Create(),
            InitCommand.Create(),
            ContractsCommand.Create(),
            MineCommand.Create(),
            ReadyCommand.Create(),
            ReleaseCommand.Create(),
            RollbackCommand.Create(),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"civicforge: {error.Message}");
            }

            await Console.Error.WriteLineAsync($"See: ./civicforge help {parsed.CommandResult.Command.Name}");

            return BadArguments;
        }

        using var stop = new StopSignals();
        try
        {
            return await parsed.InvokeAsync(
                new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                stop.Token
            );
        }
        catch (BadArgumentException refused)
        {
            await Console.Error.WriteLineAsync($"civicforge: {refused.Message}");
            return BadArguments;
        }
        catch (Exception failure)
            when (failure
                    is MissingToolException
                        or SandboxException
                        or RpcException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            await Console.Error.WriteLineAsync($"civicforge: {failure.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return stop.ExitCode;
        }
    }
}
