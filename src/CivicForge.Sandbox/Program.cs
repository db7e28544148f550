using CivicForge.Sandbox.Commands;

return await CommandLine.RunAsync(args);
