namespace CivicForge.Hosting;

/// <summary>Where a program ends: what whoever started it must set right is a line for each fault and an exit code, not
/// a trace.</summary>
public static class ProgramEdge
{
    /// <param name="name">Stands before every line, as the shell's own tools do it.</param>
    /// <param name="run">The verb or the process.</param>
    public static async Task<int> RunAsync(string name, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception exception) when (ConfigurationFault.Describe(exception) is { } faults)
        {
            foreach (var fault in faults.Split('\n'))
            {
                await Console.Error.WriteLineAsync($"{name}: {fault}");
            }
            return ExitCodes.Usage;
        }
    }
}
