using System.Text.RegularExpressions;

namespace CivicForge.Verifier.Command;

/// <summary>The addresses under which people know a proof, and where its file is.</summary>
internal static partial class ProofAddress
{
    /// <summary>The file behind the link to a quest, to a proof's page or to the API's quest, whatever its query and
    /// fragment; any other address is taken for that of a file.</summary>
    internal static Uri FileOf(Uri link) =>
        Page().Match(link.AbsolutePath) is { Success: true } match
            ? new UriBuilder(link)
            {
                Path =
                    $"{match.Groups["base"].Value}/api/v1/quests/{match.Groups["id"].Value.ToLowerInvariant()}/proof",
                Query = "",
                Fragment = "",
            }.Uri
            : new UriBuilder(link) { Fragment = "" }.Uri;

    [GeneratedRegex(
        "^(?<base>.*?)(/api/v1)?/(quests|proofs)/(?<id>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})(/[a-z]+)?/?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Page();
}
