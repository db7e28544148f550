using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Developing;

/// <summary>Builds one program of the service from its sources, into one of two folders in turn: the other one is where
/// it runs from meanwhile, so that it goes on until the new one is ready, and a mistake in the code stops
/// nothing.</summary>
internal sealed class DevelopmentBuild(string project, string folder, string logFile)
{
    private bool _isSecond;

    public string Project => project;

    /// <returns>The program, or what the compiler says.</returns>
    public async Task<(string? Program, string Errors)> RunAsync(CancellationToken cancellationToken)
    {
        var target = Path.Combine(folder, project, _isSecond ? "b" : "a");
        var errors = new List<string>();
        await using var build = await ChildProcess.StartAsync(
            new(
                "dotnet",
                "build",
                Path.Combine(Repository.Root, "src", project),
                "-c",
                "Debug",
                "-v",
                "q",
                "-nologo",
                "-nodeReuse:false",
                "-clp:NoSummary",
                $"-p:OutDir={target}/"
            )
            {
                Name = $"build of {project}",
                LogFile = logFile,
                OnLine = line =>
                {
                    if (line.Contains(": error ", StringComparison.Ordinal) && !errors.Contains(line))
                    {
                        errors.Add(line);
                    }
                },
            },
            cancellationToken
        );
        if (await build.Exited.WaitAsync(cancellationToken) != 0)
        {
            return (null, errors.Count > 0 ? string.Join('\n', errors) : build.Tail);
        }

        _isSecond = !_isSecond;
        return (Path.Combine(target, project + ".dll"), "");
    }
}
