using System.Text;

namespace CivicForge.Api.Http.Requests;

/// <summary>What a short text looks like: letters and digits alone, in lower case, without accents, and letters of
/// Greek and Cyrillic as the Latin ones they are drawn like. Made to compare with the few words that are the service's
/// own (UTS #39 has the whole table; a community's names need none of it).</summary>
internal static class LookAlike
{
    /// <summary>Each letter and what it is drawn like.</summary>
    private const string Pairs = "аaеeоoрpсcуyхxіiѕsјjһhԁdԛqԝwӏlкkмmнhтtвbαaβbεeηnιiκkνvοoρpτtυuχxωwϲcɑaɡgıiƅb";

    private static readonly Dictionary<char, char> Letters = Pairs
        .Chunk(2)
        .ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Texts that the service says itself: nobody else's title or name reads like one. English and German, as
    /// the app speaks.</summary>
    private static readonly HashSet<string> PrivateTitles =
    [
        .. new[] { "Private quest", "Private Aufgabe", "Privater Quest", "Privates Quest", "Privater Auftrag" }.Select(
            Of
        ),
    ];

    private static readonly string[] Roles =
    [
        "operator",
        "moderator",
        "administrator",
        "admin",
        "civicforge",
        "support",
        "betreiber",
        "moderation",
    ];

    public static string Of(string text)
    {
        var skeleton = new StringBuilder(text.Length);
        foreach (
            var letter in text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Normalize(NormalizationForm.FormD)
        )
        {
            var drawn = Letters.GetValueOrDefault(letter, letter);
            if (char.IsLetterOrDigit(drawn) || char.IsSurrogate(drawn))
            {
                skeleton.Append(drawn);
            }
        }

        return skeleton.ToString();
    }

    public static bool IsPrivateTitle(string title) => PrivateTitles.Contains(Of(title));

    /// <summary>Why the name would be taken for something that it is not, or null.</summary>
    /// <param name="hasRole">Whether the member moderates or operates, and may say so.</param>
    public static string? NameFault(string name, bool hasRole)
    {
        var skeleton = Of(name);
        if (ReadsLikeAnAddress(skeleton))
        {
            return "reads like an address";
        }
        if (!hasRole && Roles.Any(role => skeleton.Trim('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') == role))
        {
            return "reads like a role of this service";
        }
        return MixedWord(name) is { } word ? $"mixes letters of alphabets that look alike, in \"{word}\"" : null;
    }

    private static bool ReadsLikeAnAddress(string skeleton) =>
        skeleton.Length > 3
        && skeleton[1] == 'x'
        && skeleton[2..].All(char.IsAsciiHexDigit)
        && (skeleton[0] == '0' || (skeleton[0] == 'o' && skeleton.Any(char.IsAsciiDigit)));

    private static string? MixedWord(string name) =>
        name.Split(' ').FirstOrDefault(word => word.Select(Alphabet).Where(a => a != 0).Distinct().Count() > 1);

    /// <summary>Latin, Greek or Cyrillic; 0 for what is none of them, which nobody takes for them.</summary>
    private static int Alphabet(char letter) =>
        !char.IsLetter(letter)
            ? 0
            : letter switch
            {
                <= '\u024F' or (>= '\u1E00' and <= '\u1EFF') => 1,
                (>= '\u0370' and <= '\u03FF') or (>= '\u1F00' and <= '\u1FFF') => 2,
                >= '\u0400' and <= '\u052F' => 3,
                _ => 0,
            };
}
