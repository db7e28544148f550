using System.Globalization;
using CivicForge.Chain;
using CivicForge.Hosting;

namespace CivicForge.Api.Access;

/// <summary>Section <c>Auth</c>: from which origins people sign in, which addresses have a role, and how long and how
/// often somebody is signed in. Lists are separated by <c>;</c>.</summary>
internal sealed record AuthOptions(
    IReadOnlyList<Uri> Origins,
    IReadOnlySet<Address> Operators,
    IReadOnlySet<Address> Moderators
)
{
    /// <summary>The life of an access token.</summary>
    public static readonly TimeSpan AccessTokenTerm = TimeSpan.FromMinutes(15);

    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = true };

    /// <summary>A session ends after this, however often it is used.</summary>
    public TimeSpan MaxSessionAge { get; init; } = TimeSpan.FromDays(180);

    /// <summary>One more sign-in ends the session that was used longest ago.</summary>
    public int MaxSessionsPerMember { get; init; } = 50;

    public IReadOnlyList<string> RolesOf(Address member) =>
        [
            "member",
            .. Moderators.Contains(member) ? ["moderator"] : Array.Empty<string>(),
            .. Operators.Contains(member) ? ["operator"] : Array.Empty<string>(),
        ];

    public static AuthOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Auth");
        var origins = List(section["Origins"]).Select(Origin).ToList();
        if (origins.Count == 0)
        {
            throw new ConfigurationException(
                "Auth:Origins is not set. Set it (environment: Auth__Origins) to the web origins of this service, "
                    + "such as https://civicforge.example."
            );
        }
        var options = new AuthOptions(origins, Addresses(section, "Operators"), Addresses(section, "Moderators"));
        RefusePublicAccounts(configuration, options);
        options = options with
        {
            MaxSessionAge = section.GetValue<TimeSpan?>("MaxSessionAge") ?? options.MaxSessionAge,
            MaxSessionsPerMember = section.GetValue<int?>("MaxSessionsPerMember") ?? options.MaxSessionsPerMember,
        };
        if (options.MaxSessionAge < AccessTokenTerm)
        {
            throw new ConfigurationException(
                $"Auth:MaxSessionAge is {options.MaxSessionAge}. It must be at least {AccessTokenTerm}, the life "
                    + "of an access token."
            );
        }
        if (options.MaxSessionsPerMember is < 1 or > 1000)
        {
            throw new ConfigurationException(
                $"Auth:MaxSessionsPerMember is {options.MaxSessionsPerMember}. It must be from 1 to 1000."
            );
        }
        return options;
    }

    /// <summary>An origin in the form browsers send it: lower case, host names in their IDNA form, no path, default
    /// port left out.</summary>
    public static string Text(Uri origin) => $"{origin.Scheme}://{Authority(origin)}";

    /// <summary>Host and, where it is not the default one, port, in the form browsers send them.</summary>
    public static string Authority(Uri origin)
    {
        var host = (origin.HostNameType == UriHostNameType.Dns ? origin.IdnHost : origin.Host).ToLowerInvariant();
        return origin.IsDefaultPort ? host : $"{host}:{origin.Port}";
    }

    private static void RefusePublicAccounts(IConfiguration configuration, AuthOptions options)
    {
        var known = options.Operators.Concat(options.Moderators).Where(PublicAccounts.All.Contains).ToList();
        if (known.Count > 0 && !ChainOptions.IsDevelopment(configuration))
        {
            throw new ConfigurationException(
                $"Auth:Operators or Auth:Moderators has {known[0]}, an account of local chains whose key everybody "
                    + "knows. Give a role to accounts of your own."
            );
        }
    }

    private static Uri Origin(string text)
    {
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https")
            || uri is not { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
        )
        {
            throw new ConfigurationException(
                $"Auth:Origins has '{text}', which is not an origin such as https://civicforge.example."
            );
        }
        try
        {
            // Browsers send a name in its IDNA form, whatever form stands here.
            return uri.HostNameType == UriHostNameType.Dns
                ? new UriBuilder(uri) { Host = Idn.GetAscii(Idn.GetUnicode(uri.IdnHost)) }.Uri
                : uri;
        }
        catch (ArgumentException)
        {
            throw new ConfigurationException(
                $"Auth:Origins has '{text}', whose host is not a name that a browser can visit."
            );
        }
    }

    private static HashSet<Address> Addresses(IConfigurationSection section, string key) =>
        [
            .. List(section[key])
                .Select(text =>
                    Address.TryParse(text, out var address)
                        ? address
                        : throw new ConfigurationException($"Auth:{key} has '{text}', which is not an address.")
                ),
        ];

    private static string[] List(string? text) =>
        (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
