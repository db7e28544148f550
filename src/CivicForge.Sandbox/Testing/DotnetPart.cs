namespace CivicForge.Sandbox.Testing;

/// <summary>An xUnit test project. Its assembly is a program; running it directly needs no test host that could stay behind.</summary>
internal sealed class DotnetPart(string name, string folder, bool isAlone = false) : TestPart(name, folder)
{
    public override bool IsAlone => isAlone;

    public override string Project => Path.Combine(Folder, Path.GetFileName(Folder) + ".csproj");

    public override async Task<TestReport> RunAsync(string reports, CancellationToken cancellationToken)
    {
        var assembly = Path.Combine(Folder, "bin", "Release", "net10.0", Path.GetFileName(Folder) + ".dll");
        var trx = Path.Combine(reports, Name + ".trx");
        var (exitCode, tail) = await RunAsync(reports, new("dotnet", assembly, "-trx", trx, "-noColor", "-noLogo"), cancellationToken);
        return (File.Exists(trx) ? TrxReport.Read(trx) : new(0, [], [])).Checked(Name, exitCode, tail);
    }
}
