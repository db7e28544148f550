using System.Text;

namespace CivicForge.Api.Database;

/// <summary>Enum members as the words of code, wire and SQL (one list, wire.md).</summary>
internal static class Words
{
    public static string Upper<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString().ToUpperInvariant();

    public static string Lower<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>From the database or from ourselves: an unknown word is a defect.</summary>
    public static TEnum Parse<TEnum>(string word)
        where TEnum : struct, Enum => Enum.Parse<TEnum>(word, ignoreCase: true);

    /// <summary>From a caller: exactly the given spelling, nothing numeric.</summary>
    public static bool TryParse<TEnum>(string? word, Func<TEnum, string> spelling, out TEnum value)
        where TEnum : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<TEnum>())
        {
            if (spelling(candidate) != word)
            {
                continue;
            }
            value = candidate;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary><c>RewardXp</c> → <c>reward_xp</c>.</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord =
                char.IsUpper(name[i])
                && i > 0
                && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
            {
                text.Append('_');
            }
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
