using Microsoft.AspNetCore.Http;

namespace CivicForge.Hosting.Health;

/// <summary>The verbs <c>health</c> and <c>metrics</c> of a program that serves <c>/health/ready</c> and
/// <c>/metrics</c>: they ask the process that runs with the same settings beside it. Container engines and releases
/// call them, in images that have neither shell nor curl.</summary>
public static class HealthVerb
{
    private const int Unready = 1;

    /// <summary>Below what engines wait for.</summary>
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(10);

    /// <returns>0 when it is ready or degraded, 1 when it is unready or does not answer.</returns>
    /// <exception cref="ConfigurationException">No address is set.</exception>
    public static Task<int> RunAsync(string[] arguments, TextWriter output) =>
        AskAsync("/health/ready", arguments, output);

    /// <returns>0 when it answers with its metrics, else 1.</returns>
    /// <inheritdoc cref="RunAsync"/>
    public static Task<int> MetricsAsync(string[] arguments, TextWriter output) =>
        AskAsync("/metrics", arguments, output);

    private static async Task<int> AskAsync(string path, string[] arguments, TextWriter output)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(arguments).Build();
        var url = new Uri(AddressOf(configuration), path);
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var http = new HttpClient(handler) { Timeout = AnswersWithin };
        try
        {
            using var answer = await http.GetAsync(url);
            await output.WriteLineAsync(await answer.Content.ReadAsStringAsync());
            return (int)answer.StatusCode == StatusCodes.Status200OK ? ExitCodes.Success : Unready;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException)
        {
            await output.WriteLineAsync($"{url} does not answer: {silent.Message}");
            return Unready;
        }
    }

    /// <summary>That of metrics where there is one, since no flood fills it; on this machine also where the process
    /// listens on all addresses.</summary>
    private static Uri AddressOf(IConfiguration configuration)
    {
        var listens =
            configuration["Metrics:Url"] is { Length: > 0 } metrics ? metrics
            : configuration["ASPNETCORE_URLS"] is { Length: > 0 } urls ? urls.Split(';')[0]
            : throw new ConfigurationException(
                "ASPNETCORE_URLS is not set. Set it to where the process listens, which is what health asks."
            );
        var address = BindingAddress.Parse(listens);
        return new UriBuilder(address.Scheme, HostOf(address.Host), address.Port).Uri;
    }

    private static string HostOf(string host) => host is "+" or "*" or "0.0.0.0" or "[::]" ? "127.0.0.1" : host;
}
