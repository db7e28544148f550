using System.Globalization;
using System.Text.RegularExpressions;

namespace CivicForge.Chain.Siwe;

/// <summary>A Sign-In with Ethereum message (EIP-4361), parsed by the grammar of the EIP.</summary>
/// <param name="Domain">RFC 3986 authority that asks for the sign-in, with the scheme cut off.</param>
/// <param name="Uri">RFC 3986 URI of the resource that is the subject of the sign-in.</param>
public sealed partial record SiweMessage(
    string? Scheme,
    string Domain,
    Address Address,
    string? Statement,
    string Uri,
    ulong ChainId,
    string Nonce,
    DateTimeOffset IssuedAt,
    DateTimeOffset? ExpirationTime,
    DateTimeOffset? NotBefore,
    string? RequestId,
    IReadOnlyList<string> Resources
)
{
    private const string Header = " wants you to sign in with your Ethereum account:";

    /// <summary>Parses a message; null when it does not follow the grammar, with the reason.</summary>
    public static SiweMessage? Parse(string text, out string fault)
    {
        var lines = new SiweLines(text);
        if (!lines.Take(out var first) || !first.EndsWith(Header, StringComparison.Ordinal))
        {
            return Refuse(
                "The first line is not '<domain> wants you to sign in with your Ethereum account:'.",
                out fault
            );
        }
        var origin = first[..^Header.Length];
        var separator = origin.IndexOf("://", StringComparison.Ordinal);
        var (scheme, domain) = separator < 0 ? (null, origin) : (origin[..separator], origin[(separator + 3)..]);
        if (scheme is not null && !SchemePattern().IsMatch(scheme))
        {
            return Refuse("The scheme is malformed.", out fault);
        }
        if (!AuthorityPattern().IsMatch(domain))
        {
            return Refuse("The domain is not an RFC 3986 authority.", out fault);
        }
        if (!lines.Take(out var account) || !Address.TryParseChecksummed(account, out var address))
        {
            return Refuse("The second line is not an EIP-55 address.", out fault);
        }
        if (!lines.TakeEmpty())
        {
            return Refuse("An empty line must follow the address.", out fault);
        }

        string? statement = null;
        if (!lines.TakeEmpty())
        {
            if (!lines.Take(out statement) || !StatementPattern().IsMatch(statement))
            {
                return Refuse("The statement has a character that EIP-4361 does not allow.", out fault);
            }
            if (!lines.TakeEmpty())
            {
                return Refuse("An empty line must follow the statement.", out fault);
            }
        }

        if (!lines.TakeField("URI: ", out var uri) || !IsUri(uri))
        {
            return Refuse("The URI is missing or malformed.", out fault);
        }
        if (!lines.TakeField("Version: ", out var version) || version != "1")
        {
            return Refuse("The version must be 1.", out fault);
        }
        if (
            !lines.TakeField("Chain ID: ", out var chain)
            || !ulong.TryParse(chain, NumberStyles.None, CultureInfo.InvariantCulture, out var chainId)
        )
        {
            return Refuse("The chain id is missing or no number.", out fault);
        }
        if (!lines.TakeField("Nonce: ", out var nonce) || !NoncePattern().IsMatch(nonce))
        {
            return Refuse("The nonce must have at least 8 alphanumeric characters.", out fault);
        }
        if (!lines.TakeField("Issued At: ", out var issued) || !TryTime(issued, out var issuedAt))
        {
            return Refuse("Issued At is not an RFC 3339 time.", out fault);
        }
        if (!OptionalTime(ref lines, "Expiration Time: ", out var expiration))
        {
            return Refuse("Expiration Time is not an RFC 3339 time.", out fault);
        }
        if (!OptionalTime(ref lines, "Not Before: ", out var notBefore))
        {
            return Refuse("Not Before is not an RFC 3339 time.", out fault);
        }
        if (lines.TakeField("Request ID: ", out var requestId) && !PcharPattern().IsMatch(requestId))
        {
            return Refuse("The request id has a character that RFC 3986 does not allow.", out fault);
        }
        if (!TryResources(ref lines, out var resources))
        {
            return Refuse("A resource is not a URI.", out fault);
        }
        if (!lines.AtEnd)
        {
            return Refuse("Unexpected text follows the message.", out fault);
        }
        fault = "";
        return new SiweMessage(
            scheme,
            domain,
            address,
            statement,
            uri,
            chainId,
            nonce,
            issuedAt,
            expiration,
            notBefore,
            requestId.Length == 0 ? null : requestId,
            resources
        );
    }

    /// <summary>The message's text, as it is signed.</summary>
    public override string ToString() => string.Join('\n', Lines());

    private IEnumerable<string> Lines()
    {
        yield return (Scheme is null ? "" : Scheme + "://") + Domain + Header;
        yield return Address.ToString();
        yield return "";
        if (Statement is not null)
        {
            yield return Statement;
        }
        yield return "";
        yield return "URI: " + Uri;
        yield return "Version: 1";
        yield return "Chain ID: " + ChainId.ToString(CultureInfo.InvariantCulture);
        yield return "Nonce: " + Nonce;
        yield return "Issued At: " + Time(IssuedAt);
        if (ExpirationTime is { } expiration)
        {
            yield return "Expiration Time: " + Time(expiration);
        }
        if (NotBefore is { } notBefore)
        {
            yield return "Not Before: " + Time(notBefore);
        }
        if (RequestId is not null)
        {
            yield return "Request ID: " + RequestId;
        }
        if (Resources.Count > 0)
        {
            yield return "Resources:";
        }
        foreach (var resource in Resources)
        {
            yield return "- " + resource;
        }
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static SiweMessage? Refuse(string reason, out string fault)
    {
        fault = reason;
        return null;
    }

    private static bool OptionalTime(ref SiweLines lines, string name, out DateTimeOffset? time)
    {
        time = null;
        if (!lines.TakeField(name, out var text))
        {
            return true;
        }
        if (!TryTime(text, out var value))
        {
            return false;
        }
        time = value;
        return true;
    }

    private static bool TryResources(ref SiweLines lines, out IReadOnlyList<string> resources)
    {
        var list = new List<string>();
        resources = list;
        if (!lines.TakeExactly("Resources:"))
        {
            return true;
        }
        while (lines.TakeField("- ", out var resource))
        {
            if (!IsUri(resource))
            {
                return false;
            }
            list.Add(resource);
        }

        return true;
    }

    private static bool TryTime(string text, out DateTimeOffset time)
    {
        time = default;
        return TimePattern().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
    }

    private static bool IsUri(string text) =>
        UriPattern().IsMatch(text) && System.Uri.TryCreate(text, UriKind.Absolute, out _);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.\-]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex SchemePattern();

    [GeneratedRegex(@"^[A-Za-z0-9\-._~!$&'()*+,;=:@%\[\]]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex AuthorityPattern();

    [GeneratedRegex(@"^[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;= ]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex StatementPattern();

    [GeneratedRegex(@"^[A-Za-z0-9]{8,}\z", RegexOptions.NonBacktracking)]
    private static partial Regex NoncePattern();

    [GeneratedRegex(@"^[A-Za-z0-9\-._~!$&'()*+,;=:@%]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex PcharPattern();

    [GeneratedRegex(
        @"^[A-Za-z][A-Za-z0-9+.\-]*:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+\z",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex UriPattern();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+\-]\d\d:\d\d)\z", RegexOptions.NonBacktracking)]
    private static partial Regex TimePattern();
}
