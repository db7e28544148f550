using System.Runtime.InteropServices;
using System.Text.Json;
using CivicForge.Chain.Crypto;

namespace CivicForge.Benchmarks;

/// <summary>Writes bench/results/&lt;suite&gt;.json: the machine, then the rows.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static string Write(string suite, IReadOnlyList<Row> rows)
    {
        var file = Path.Combine(RepositoryRoot, "bench", "results", suite + ".json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var machine = new
        {
            Cores = Environment.ProcessorCount,
            Processor,
            Os = RuntimeInformation.OSDescription,
            Runtime = RuntimeInformation.FrameworkDescription,
            Keccak = KeccakPaths.Best.ToString(),
        };
        File.WriteAllText(
            file,
            JsonSerializer.Serialize(
                new
                {
                    Suite = suite,
                    MeasuredAt = TimeProvider
                        .System.GetUtcNow()
                        .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
                    Machine = machine,
                    Rows = rows,
                },
                Options
            ) + "\n"
        );
        return Path.GetRelativePath(RepositoryRoot, file);
    }

    /// <summary>The folder of CivicForge.sln above this program or the working directory.</summary>
    internal static string RepositoryRoot { get; } =
        Above(AppContext.BaseDirectory)
        ?? Above(Directory.GetCurrentDirectory())
        ?? throw new DirectoryNotFoundException(
            "CivicForge.sln was not found above this program. Run the benches from the repository."
        );

    private static string? Above(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "CivicForge.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }
        return folder;
    }

    private static string Processor =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo")
                .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
                ?.Split(": ")[^1]
                ?? RuntimeInformation.ProcessArchitecture.ToString()
            : RuntimeInformation.ProcessArchitecture.ToString();
}
