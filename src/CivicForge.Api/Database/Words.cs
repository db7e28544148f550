using System.Collections.Frozen;
using System.Text;

namespace CivicForge.Api.Database;

/// <summary>The members of this enum are words in capitals; those of others are in lower case, with hyphens.</summary>
[AttributeUsage(AttributeTargets.Enum)]
internal sealed class CapitalsAttribute : Attribute;

/// <summary>The first part of a member of this enum is what it is about: <c>QuestPosted</c> →
/// <c>quest.posted</c>.</summary>
[AttributeUsage(AttributeTargets.Enum)]
internal sealed class DottedAttribute : Attribute;

/// <summary>Enum members as the words of wire and SQL (wire.md): an enum's names are the one place they come
/// from.</summary>
internal static class Words
{
    /// <summary><c>Open</c> → <c>OPEN</c>, <c>RevertedFinal</c> → <c>reverted-final</c>.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => Spelled<TEnum>.Words[value];

    public static string[] All<TEnum>()
        where TEnum : struct, Enum => [.. Enum.GetValues<TEnum>().Select(Of)];

    /// <summary>From the database or from ourselves: an unknown word is a defect.</summary>
    public static TEnum Parse<TEnum>(string word)
        where TEnum : struct, Enum =>
        TryParse<TEnum>(word, out var value)
            ? value
            : throw new FormatException($"'{word}' is not a word of {typeof(TEnum).Name}.");

    /// <summary>From a caller: exactly the given spelling, nothing numeric.</summary>
    public static bool TryParse<TEnum>(string? word, out TEnum value)
        where TEnum : struct, Enum
    {
        value = default;
        return word is not null && Spelled<TEnum>.Values.TryGetValue(word, out value);
    }

    /// <summary><c>status = 'OPEN'</c>.</summary>
    public static string Is<TEnum>(string column, TEnum value)
        where TEnum : struct, Enum => $"{column} = '{Of(value)}'";

    /// <summary><c>status IN ('OPEN','CLAIMED')</c>.</summary>
    /// <param name="values">All when none is given.</param>
    public static string In<TEnum>(string column, params TEnum[] values)
        where TEnum : struct, Enum => $"{column} IN ({List(values.Length == 0 ? Enum.GetValues<TEnum>() : values)})";

    public static string NotIn<TEnum>(string column, params TEnum[] values)
        where TEnum : struct, Enum => $"{column} NOT IN ({List(values)})";

    private static string List<TEnum>(TEnum[] values)
        where TEnum : struct, Enum => string.Join(',', values.Select(value => $"'{Of(value)}'"));

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

    private static class Spelled<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly FrozenDictionary<TEnum, string> Words = Enum.GetValues<TEnum>()
            .ToFrozenDictionary(value => value, Spell);

        public static readonly FrozenDictionary<string, TEnum> Values = Words.ToFrozenDictionary(
            word => word.Value,
            word => word.Key,
            StringComparer.Ordinal
        );

        private static string Spell(TEnum value)
        {
            if (typeof(TEnum).IsDefined(typeof(CapitalsAttribute), inherit: false))
            {
                return value.ToString().ToUpperInvariant();
            }
            var word = Snake(value.ToString());
            var subject = typeof(TEnum).IsDefined(typeof(DottedAttribute), inherit: false)
                ? word.IndexOf('_', StringComparison.Ordinal)
                : -1;
            return (subject < 0 ? word : $"{word[..subject]}.{word[(subject + 1)..]}").Replace('_', '-');
        }
    }
}
