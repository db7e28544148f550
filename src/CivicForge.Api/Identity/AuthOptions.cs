using CivicForge.Api.Hosting;
using CivicForge.Chain;

namespace CivicForge.Api.Identity;

/// <summary>Section <c>Auth</c>: from which origins people sign in, and which addresses have a role. Lists are separated by <c>;</c>.</summary>
internal sealed record AuthOptions(IReadOnlyList<Uri> Origins, IReadOnlySet<Address> Operators, IReadOnlySet<Address> Moderators)
{
    public IReadOnlyList<string> RolesOf(Address member) =>
        ["member", .. Moderators.Contains(member) ? ["moderator"] : Array.Empty<string>(), .. Operators.Contains(member) ? ["operator"] : Array.Empty<string>()];

    public static AuthOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Auth");
        var origins = List(section["Origins"]).Select(Origin).ToList();
        if (origins.Count == 0) throw new ConfigurationException("Auth:Origins is not set. Set it (environment: Auth__Origins) to the web origins of this service, such as https://civicforge.example.");
        return new AuthOptions(origins, Addresses(section, "Operators"), Addresses(section, "Moderators"));
    }

    /// <summary>An origin in the form browsers send it: no path, no trailing slash, default port left out.</summary>
    public static string Text(Uri origin) => origin.GetLeftPart(UriPartial.Authority);

    private static Uri Origin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
            ? uri
            : throw new ConfigurationException($"Auth:Origins has '{text}', which is no origin such as https://civicforge.example.");

    private static HashSet<Address> Addresses(IConfigurationSection section, string key) =>
        [.. List(section[key]).Select(text => Address.TryParse(text, out var address) ? address : throw new ConfigurationException($"Auth:{key} has '{text}', which is no address."))];

    private static string[] List(string? text) => (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
