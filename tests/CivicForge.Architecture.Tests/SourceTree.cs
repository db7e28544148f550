using System.Runtime.CompilerServices;

namespace CivicForge.Architecture.Tests;

/// <summary>The repository's own files, without what builds and package managers leave in it.</summary>
internal static class SourceTree
{
    private static readonly string[] Generated =
    [
        "bin",
        "obj",
        "node_modules",
        "Migrations",
        "out",
        "cache",
        "dist",
        "artifacts",
        "TestResults",
        ".git",
    ];

    internal static string Root { get; } = FindRoot();

    internal static IEnumerable<string> Files(string folder, params string[] extensions) =>
        Directory.Exists(Path.Combine(Root, folder))
            ? Directory
                .EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
                .Where(f =>
                    extensions.Contains(Path.GetExtension(f)) && !Relative(f).Split('/').Any(Generated.Contains)
                )
            : [];

    internal static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "CivicForge.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }
        return folder ?? throw new InvalidOperationException($"CivicForge.sln was not found above {here}.");
    }
}
