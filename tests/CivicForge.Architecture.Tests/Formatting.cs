using System.Diagnostics;

namespace CivicForge.Architecture.Tests;

/// <summary>One layout of all C#: what the formatter writes, in 120 columns. <c>./civicforge format</c> makes it so.
/// </summary>
public sealed class Formatting
{
    private const int Columns = 120;

    [Fact]
    public async Task All_CSharp_is_as_the_formatter_writes_it()
    {
        await RunAsync("tool", "restore");
        await RunAsync("csharpier", "check", ".");
    }

    /// <summary>The formatter breaks code; it leaves comments and texts as they are.</summary>
    [Fact]
    public void No_line_of_CSharp_is_longer_than_120_columns() =>
        (
            from folder in new[] { "src", "tests", "tools", "bench" }
            from file in SourceTree.Files(folder, ".cs")
            where !file.EndsWith(".g.cs", StringComparison.Ordinal)
            from line in File.ReadLines(file).Select((text, index) => (text, number: index + 1))
            where line.text.Length > Columns
            select $"{SourceTree.Relative(file)}:{line.number}"
        ).ShouldBeEmpty("break the line, or split the text with +");

    private static async Task RunAsync(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", arguments)
            {
                WorkingDirectory = SourceTree.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var texts = await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)
        );
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, $"run ./civicforge format --all\n{string.Concat(texts)}");
    }
}
