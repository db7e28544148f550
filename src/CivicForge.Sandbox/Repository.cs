using System.Runtime.InteropServices;

namespace CivicForge.Sandbox;

/// <summary>Where this checkout lies and where its tools are: the npm tools pinned in <c>contracts/</c> first, then
/// <c>PATH</c>.</summary>
public static class Repository
{
    private const string Marker = "CivicForge.sln";

    private static readonly Lazy<string> Found = new(() =>
        Find(Environment.GetEnvironmentVariable("CIVICFORGE_ROOT"), AppContext.BaseDirectory)
    );

    /// <summary>The folder that holds <c>CivicForge.sln</c>: <c>CIVICFORGE_ROOT</c>, else the nearest one above the
    /// running program.</summary>
    /// <exception cref="MissingToolException">Neither leads to a checkout.</exception>
    public static string Root => Found.Value;

    /// <summary>The npm packages of the contracts project, where anvil, forge and PostgreSQL are unpacked.</summary>
    public static string NodeModules => Path.Combine(Root, "contracts", "node_modules");

    /// <summary>
    /// The program of a project in <c>src/</c>: of the launcher's build when that is what runs (its programs lie side
    /// by side, compiled ahead), else the build output in the configuration (Debug or Release) of the running program.
    /// </summary>
    /// <exception cref="MissingToolException">It has not been built.</exception>
    public static string Program(string project)
    {
        var beside = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", project, project + ".dll"));
        if (File.Exists(beside))
        {
            return beside;
        }

        var configuration = AppContext.BaseDirectory.Contains(
            $"{Path.DirectorySeparatorChar}Debug{Path.DirectorySeparatorChar}",
            StringComparison.Ordinal
        )
            ? "Debug"
            : "Release";
        var program = Path.Combine(Root, "src", project, "bin", configuration, "net10.0", project + ".dll");
        return File.Exists(program)
            ? program
            : throw new MissingToolException(
                $"{project} is not built: there is no {program}. Run: dotnet build src/{project} -c {configuration}"
            );
    }

    /// <summary>The path of a Foundry program (<c>anvil</c>, <c>forge</c>, <c>cast</c>) of the pinned npm package, else
    /// on <c>PATH</c>.</summary>
    /// <exception cref="MissingToolException">It is in neither place.</exception>
    public static string FoundryTool(string name)
    {
        var package = Path.Combine(
            NodeModules,
            "@foundry-rs",
            $"{name}-{NodePlatform}-{FoundryArchitecture}",
            "bin",
            name
        );
        return File.Exists(package)
            ? package
            : OnPath(name)
                ?? throw new MissingToolException(
                    $"{name} is missing: it is neither in {NodeModules} nor on the PATH. "
                        + "Run: (cd contracts && npm ci --ignore-scripts), or install Foundry from "
                        + "https://getfoundry.sh."
                );
    }

    /// <summary>The first executable of this name on <c>PATH</c>, or null.</summary>
    public static string? OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    internal static string NodePlatform => OperatingSystem.IsMacOS() ? "darwin" : "linux";

    internal static string FoundryArchitecture =>
        RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? "arm64" : "amd64";

    internal static string NodeArchitecture =>
        RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? "arm64" : "x64";

    internal static string Find(string? given, string start)
    {
        if (given is not null)
        {
            return File.Exists(Path.Combine(given, Marker))
                ? Path.GetFullPath(given)
                : throw new MissingToolException(
                    $"CIVICFORGE_ROOT is {given}, but there is no {Marker}. Point it at a checkout of "
                        + "CivicForge or unset it."
                );
        }

        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
            {
                return folder.FullName;
            }
        }

        throw new MissingToolException(
            $"No {Marker} above {start}. Run from a checkout of CivicForge or set CIVICFORGE_ROOT to one."
        );
    }
}
