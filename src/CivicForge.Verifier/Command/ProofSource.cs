using System.Text.Json;
using CivicForge.Chain;
using CivicForge.Verifier.Reading;

namespace CivicForge.Verifier.Command;

/// <summary>The bytes of a proof file and, when they came from a URL, the deployment that its host names.</summary>
internal sealed record ProofSource(byte[] Bytes, TrustedDeployment? Deployment)
{
    /// <summary>Reads a file, standard input (<c>-</c>), or an http(s) URL with its host's well-known document.</summary>
    /// <exception cref="UnreadableSourceException">There is nothing to verify; the message says why and what to do.</exception>
    internal static async Task<ProofSource> ReadAsync(string source, CancellationToken cancellationToken)
    {
        if (Uri.TryCreate(source, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") return await FetchAsync(url, cancellationToken).ConfigureAwait(false);
        try
        {
            await using var stream = source == "-" ? Console.OpenStandardInput() : File.OpenRead(source);
            return new ProofSource(await ReadToLimitAsync(stream, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UnreadableSourceException($"The file can not be read: {e.Message}");
        }
    }

    private static async Task<ProofSource> FetchAsync(Uri url, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        http.DefaultRequestHeaders.Accept.ParseAdd("application/vnd.civicforge.proof+json, application/json;q=0.9");
        try
        {
            using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var bytes = await ReadToLimitAsync(stream, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode) throw new UnreadableSourceException($"{url} answered {(int)response.StatusCode}{Problem(bytes)}.");
            return new ProofSource(bytes, await WellKnownAsync(http, url, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new UnreadableSourceException($"{url} can not be fetched: {e.Message}");
        }
    }

    /// <summary>Null when the host has no such document: the deployment is then simply unknown.</summary>
    private static async Task<TrustedDeployment?> WellKnownAsync(HttpClient http, Uri url, CancellationToken cancellationToken)
    {
        var address = new Uri(url, "/.well-known/civicforge.json");
        try
        {
            await using var stream = await http.GetStreamAsync(address, cancellationToken).ConfigureAwait(false);
            using var document = JsonDocument.Parse(await ReadToLimitAsync(stream, cancellationToken).ConfigureAwait(false));
            var domain = new JsonMember(document.RootElement, "")["domain"];
            return new TrustedDeployment(domain["chainId"].Integer(), domain["verifyingContract"].Address(), address.ToString());
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException or InvalidOperationException or ProofFormatException
            or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>One byte more than the reader accepts is enough for it to refuse.</summary>
    private static async Task<byte[]> ReadToLimitAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[ProofReader.MaxBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return buffer[..length];
    }

    /// <summary>The stable code and the sentence of a problem document (RFC 9457), if it is one.</summary>
    private static string Problem(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var problem = new JsonMember(document.RootElement, "");
            return $" ({problem["code"].Text()}: {PrintableText.Of(problem.Optional("detail")?.Text() ?? problem["title"].Text()).TrimEnd('.')})";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ProofFormatException)
        {
            return "";
        }
    }
}

/// <summary>There are no bytes to verify: exit code 64.</summary>
internal sealed class UnreadableSourceException(string message) : Exception(message);
