using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace CivicForge.Sandbox.Testing;

/// <summary>What the coverage tools of the three languages write.</summary>
internal static class CoverageFiles
{
    /// <summary>Coverlet's files (Cobertura XML) of several test projects: a line ran when it ran in one of
    /// them.</summary>
    public static IEnumerable<LineCoverage> Cobertura(IEnumerable<string> files) =>
        from file in files
        from package in XDocument.Load(file).Descendants("package")
        from type in package.Descendants("class")
        from line in type.Elements("lines").Elements("line")
        group (int)line.Attribute("hits")! > 0 by (
            Project: (string)package.Attribute("name")!,
            File: (string)type.Attribute("filename")!,
            Line: (int)line.Attribute("number")!
        ) into lines
        group lines.Any(ran => ran) by lines.Key.Project into project
        orderby project.Key
        select new LineCoverage(project.Key, project.Count(ran => ran), project.Count());

    /// <summary>Vitest's <c>coverage-summary.json</c>.</summary>
    public static LineCoverage Summary(string project, string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var lines = document.RootElement.GetProperty("total").GetProperty("lines");
        return new(project, lines.GetProperty("covered").GetInt32(), lines.GetProperty("total").GetInt32());
    }

    /// <summary>Forge's <c>lcov.info</c>: LH and LF are lines hit and lines found, per file.</summary>
    public static LineCoverage Lcov(string project, string file)
    {
        int Sum(string prefix) =>
            File.ReadLines(file)
                .Where(line => line.StartsWith(prefix, StringComparison.Ordinal))
                .Sum(line => int.Parse(line[prefix.Length..], CultureInfo.InvariantCulture));
        return new(project, Sum("LH:"), Sum("LF:"));
    }
}
