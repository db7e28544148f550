using CivicForge.Sandbox;

namespace CivicForge.Verifier.Tests.Native;

/// <summary>What the verifier is built of, as in an archive of the sources: no repository, nothing built.</summary>
internal static class SourceCopy
{
    private static readonly string[] Built = ["bin", "obj"];

    internal static void To(string folder)
    {
        string[] single =
        [
            "civicforge",
            "global.json",
            "Directory.Build.props",
            "Directory.Packages.props",
            ".editorconfig",
        ];
        foreach (var file in single.Concat(Sources("src")).Concat(Sources(Path.Combine("contracts", "abi"))))
        {
            var copy = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Repository.Root, file), copy, overwrite: true);
        }
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(Built.Contains));
}
