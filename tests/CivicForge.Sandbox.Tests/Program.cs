using CivicForge.Sandbox.Tests.Processes;
using Xunit.Runner.InProc.SystemConsole;

return args is [ParentOfSleep.Argument, var watchdog]
    ? await ParentOfSleep.RunAsync(bool.Parse(watchdog))
    : await ConsoleRunner.Run(args);
