using System.Text.Json;
using CivicForge.Verifier.Reading;

namespace CivicForge.Verifier.Command;

/// <summary>The bytes of a proof file and, when they came from a URL, the deployment that its host names.</summary>
internal sealed record ProofSource(byte[] Bytes, TrustedDeployment? Deployment)
{
    /// <summary>Longest wait for a file from a URL, and for its host's well-known document.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>Reads a file, standard input (<c>-</c>), or an http(s) URL with its host's well-known
    /// document.</summary>
    /// <exception cref="UnreadableSourceException">There is nothing to verify; the message says why and what to
    /// do.</exception>
    internal static async Task<ProofSource> ReadAsync(string source, CancellationToken cancellationToken)
    {
        var read =
            Uri.TryCreate(source, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                ? await FetchAsync(url, cancellationToken).ConfigureAwait(false)
                : new ProofSource(await ReadFileAsync(source, cancellationToken).ConfigureAwait(false), null);
        return FileKind.Of(read.Bytes) is { } other
            ? throw new UnreadableSourceException($"This is not a CivicForge proof file: {other}")
            : read;
    }

    private static async Task<byte[]> ReadFileAsync(string source, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = source == "-" ? Console.OpenStandardInput() : File.OpenRead(source);
            return await ReadToLimitAsync(stream, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UnreadableSourceException($"The file cannot be read: {e.Message}");
        }
    }

    private static async Task<ProofSource> FetchAsync(Uri link, CancellationToken cancellationToken)
    {
        using var fetch = new BoundedFetch(Deadline);
        var url = ProofAddress.FileOf(link);
        var (status, body) = await fetch.GetAsync(url, cancellationToken).ConfigureAwait(false);
        if (status is < 200 or > 299)
        {
            throw new UnreadableSourceException($"{url} answered {status}{Problem(body)}.");
        }
        return new ProofSource(body, await WellKnownAsync(fetch, url, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Null when the host has no such document: the deployment is then simply unknown.</summary>
    private static async Task<TrustedDeployment?> WellKnownAsync(
        BoundedFetch fetch,
        Uri url,
        CancellationToken cancellationToken
    )
    {
        var address = new Uri(url, "/.well-known/civicforge.json");
        try
        {
            var (status, body) = await fetch.GetAsync(address, cancellationToken).ConfigureAwait(false);
            if (status is < 200 or > 299)
            {
                return null;
            }
            using var document = JsonDocument.Parse(body);
            var (root, domain) = (
                new JsonMember(document.RootElement, ""),
                new JsonMember(document.RootElement, "")["domain"]
            );
            var published = root.Optional("policy")?.Optional("finality")?.Text();
            return new TrustedDeployment(
                domain["chainId"].Integer(),
                domain["verifyingContract"].Address(),
                address.ToString()
            )
            {
                Finality = Finality.TryParse(published, out var finality) ? finality : null,
            };
        }
        catch (Exception e)
            when (e is UnreadableSourceException or JsonException or InvalidOperationException or ProofFormatException)
        {
            return null;
        }
    }

    /// <summary>One byte more than the reader accepts is enough for it to refuse.</summary>
    internal static async Task<byte[]> ReadToLimitAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[ProofReader.MaxBytes + 1];
        var length = await stream
            .ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)
            .ConfigureAwait(false);
        return buffer[..length];
    }

    /// <summary>The stable code and the sentence of a problem document (RFC 9457), if it is one.</summary>
    private static string Problem(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var problem = new JsonMember(document.RootElement, "");
            return $" ({problem["code"].Text()}: "
                + $"{PrintableText.Of(problem.Optional("detail")?.Text() ?? problem["title"].Text()).TrimEnd('.')})";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ProofFormatException)
        {
            return "";
        }
    }
}

/// <summary>There are no bytes to verify: exit code 64.</summary>
internal sealed class UnreadableSourceException(string message) : Exception(message);
