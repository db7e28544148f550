using System.Globalization;

namespace CivicForge.Benchmarks.Hostile;

/// <summary>What the API says of itself meanwhile, and what the system says of it.</summary>
internal sealed class ApiGauges(Uri metrics, int processId)
{
    private readonly HttpClient _http = new();

    /// <summary>The sum of a metric over its labels.</summary>
    internal async Task<double> ReadAsync(string name, CancellationToken cancellationToken) =>
        (await _http.GetStringAsync(metrics, cancellationToken))
            .Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] is ' ' or '{')
            .Sum(line => double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture));

    internal int Descriptors() => OperatingSystem.IsLinux() ? Directory.GetFiles($"/proc/{processId}/fd").Length : 0;
}
