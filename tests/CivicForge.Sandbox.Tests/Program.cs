using CivicForge.Sandbox.Tests.Containers;
using CivicForge.Sandbox.Tests.Processes;
using Xunit.Runner.InProc.SystemConsole;

return args switch
{
    [ParentOfSleep.Argument, var watchdog] => await ParentOfSleep.RunAsync(bool.Parse(watchdog)),
    [HolderOfContainer.Argument] => await HolderOfContainer.RunAsync(),
    _ => await ConsoleRunner.Run(args),
};
