using System.Xml.Linq;

namespace CivicForge.Architecture.Tests;

/// <summary>The boundaries of the architecture, as the projects declare them.</summary>
public sealed class Layering
{
    [Fact]
    public void Chain_references_no_project_and_no_package()
    {
        ProjectReferences("CivicForge.Chain").ShouldBeEmpty();
        PackageReferences("CivicForge.Chain").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("CivicForge.Hosting", "CivicForge.Chain")]
    [InlineData("CivicForge.Verifier", "CivicForge.Chain")]
    [InlineData("CivicForge.Indexer", "CivicForge.Chain", "CivicForge.Hosting")]
    [InlineData("CivicForge.Api", "CivicForge.Chain", "CivicForge.Chain.Web3", "CivicForge.Hosting")]
    public void A_service_references_Chain_and_Hosting_and_only_the_API_the_write_edge(
        string project,
        params string[] references
    ) => ProjectReferences(project).ShouldBe(references);

    [Fact]
    public void The_sandbox_starts_the_programs_and_never_links_the_API_or_the_indexer() =>
        ProjectReferences("CivicForge.Sandbox")
            .ShouldBeSubsetOf(["CivicForge.Chain", "CivicForge.Chain.Web3", "CivicForge.Verifier"]);

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(SourceTree.Root, "CivicForge.sln"));
        string[] folders = ["src", "tests", "tools", "bench"];
        foreach (var project in folders.SelectMany(f => SourceTree.Files(f, ".csproj")))
        {
            solution.ShouldContain(Path.GetFileName(project));
        }
    }

    private static string[] ProjectReferences(string project) =>
        [
            .. Items(project, "ProjectReference")
                .Select(include => Path.GetFileNameWithoutExtension(include.Replace('\\', '/'))),
        ];

    private static string[] PackageReferences(string project) => [.. Items(project, "PackageReference")];

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument
            .Load(Path.Combine(SourceTree.Root, "src", project, project + ".csproj"))
            .Descendants(kind)
            .Select(e => e.Attribute("Include")!.Value);
}
