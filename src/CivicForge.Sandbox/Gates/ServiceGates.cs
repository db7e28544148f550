using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.RegularExpressions;
using CivicForge.Sandbox.Demo;
using CivicForge.Sandbox.Environments;
using CivicForge.Sandbox.Releasing;

namespace CivicForge.Sandbox.Gates;

/// <summary>Gates that ask the service as it runs now: clock, certificate, keys.</summary>
internal sealed partial class ServiceGates(ReleaseEnvironment environment, TimeProvider time)
{
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(10);

    /// <summary>What the service says of itself; null when it does not answer.</summary>
    public async Task<ServiceDescription?> DescribeAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = AnswersWithin };
        try
        {
            using var answer = JsonDocument.Parse(
                await http.GetStringAsync(new Uri(environment.Url, ServiceDescription.Path), cancellationToken)
            );
            return ServiceDescription.Read(answer.RootElement);
        }
        catch (Exception nothing)
            when (nothing is HttpRequestException or JsonException or CheckFailedException
                || (nothing is TaskCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<Gate>> LookAsync(CancellationToken cancellationToken) =>
        [
            await ClockAsync(cancellationToken),
            await CertificateAsync(cancellationToken),
            await KeysAsync(cancellationToken),
        ];

    private async Task<Gate> ClockAsync(CancellationToken cancellationToken)
    {
        const string action = "Let an NTP client set the clocks of both machines.";
        using var http = new HttpClient { Timeout = AnswersWithin };
        try
        {
            using var answer = await http.GetAsync(
                new Uri(environment.Url, ServiceDescription.Path),
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            if (answer.Headers.Date is not { } there)
            {
                return Gate.NotKnown("clock", "the service's answer has no date", action);
            }
            // The header counts whole seconds.
            var skew = (time.GetUtcNow() - there).TotalSeconds;
            return Gate.Of(
                "clock",
                skew > -environment.Limits.ClockSeconds && skew < environment.Limits.ClockSeconds + 1,
                string.Create(CultureInfo.InvariantCulture, $"the service's clock differs by {skew:F0} s from ours"),
                action
            );
        }
        catch (Exception silent)
            when (silent is HttpRequestException
                || (silent is TaskCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return Gate.NotKnown("clock", $"{environment.Url} does not answer: {silent.Message}", action);
        }
    }

    private async Task<Gate> CertificateAsync(CancellationToken cancellationToken)
    {
        const string name = "certificate",
            action = "Look at Caddy's log: does the name lead here, and can it reach the authority?";
        if (environment.Url.Scheme != Uri.UriSchemeHttps)
        {
            return Gate.Of(
                name,
                environment.Url.IsLoopback,
                environment.Url.IsLoopback ? "none is needed on this machine's own address" : "members come over http",
                "Give the site a name, and CIVICFORGE_SITE=https://NAME."
            );
        }
        try
        {
            using var client = new TcpClient();
            await client
                .ConnectAsync(environment.Url.Host, environment.Url.Port, cancellationToken)
                .AsTask()
                .WaitAsync(AnswersWithin, cancellationToken);
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsClientAsync(environment.Url.Host).WaitAsync(AnswersWithin, cancellationToken);
            using var certificate = new X509Certificate2(tls.RemoteCertificate!);
            var left = certificate.NotAfter.ToUniversalTime() - time.GetUtcNow().UtcDateTime;
            return Gate.Of(
                name,
                left.TotalDays > environment.Limits.CertificateDays,
                $"it is valid for {left.TotalDays:F0} days",
                action
            );
        }
        catch (AuthenticationException refused)
        {
            return Gate.Fail(name, refused.Message, action);
        }
        catch (Exception silent) when (silent is SocketException or IOException or TimeoutException)
        {
            return Gate.NotKnown(name, $"{environment.Url} does not answer: {silent.Message}", action);
        }
    }

    /// <summary>The anchorer measures at each pass what its keys still pay.</summary>
    private async Task<Gate> KeysAsync(CancellationToken cancellationToken)
    {
        var (days, perDay) = (environment.Limits.KeyDays, environment.Limits.TransactionsPerDay);
        const string action = "Send the key coins: docker compose run --rm keys show /secrets/anchorer/NAME.";
        var containers = new ServiceContainers(environment.Project);
        foreach (var anchorer in await containers.FindIfAnyAsync("anchorer", cancellationToken))
        {
            var (exitCode, text) = await ServiceContainers.AskAsync(anchorer, "metrics", cancellationToken);
            // Only the one with the lease measures.
            if (exitCode == 0 && Keys(text, days * perDay, action) is { } gate)
            {
                return gate;
            }
        }
        return Gate.NotKnown("keys", "no anchorer runs that measures what its keys can pay", action);
    }

    internal static Gate? Keys(string metrics, double needed, string action)
    {
        var runways = Runway()
            .Matches(metrics)
            .Select(line =>
                (Key: line.Groups[1].Value, Left: double.Parse(line.Groups[2].Value, CultureInfo.InvariantCulture))
            )
            .ToList();
        return runways.Count == 0
            ? null
            : Gate.Of(
                "keys",
                runways.All(key => key.Left >= needed),
                string.Join(
                    ", ",
                    runways.Select(key =>
                        string.Create(CultureInfo.InvariantCulture, $"{key.Key} pays {key.Left:F0} transactions")
                    )
                ) + string.Create(CultureInfo.InvariantCulture, $"; {needed:F0} are asked for"),
                action
            );
    }

    [GeneratedRegex("^civicforge_runway\\{.*key=\"(\\w+)\".*\\} (\\S+)$", RegexOptions.Multiline)]
    private static partial Regex Runway();
}
