namespace CivicForge.Benchmarks.Generate;

/// <summary>Titles, descriptions and tags from small word lists: common words and rare ones, as on a real
/// board.</summary>
internal static class QuestTexts
{
    private static readonly string[] Verbs =
    [
        "Plant",
        "Repair",
        "Clean",
        "Paint",
        "Carry",
        "Teach",
        "Translate",
        "Sort",
        "Water",
        "Build",
        "Map",
        "Collect",
        "Photograph",
        "Count",
        "Mend",
        "Cook",
    ];

    private static readonly string[] Things =
    [
        "young oaks",
        "park benches",
        "the creek bank",
        "bicycle racks",
        "donated books",
        "reading hour",
        "the notice board",
        "garden beds",
        "bird boxes",
        "the tool shed",
        "old maps",
        "winter coats",
        "school chairs",
        "the footpath",
        "soup for thirty",
        "letters for neighbours",
        "the playground fence",
        "rain barrels",
        "computer basics",
        "wild flowers",
    ];

    private static readonly string[] Places =
    [
        "in the community garden",
        "at the primary school",
        "behind the library",
        "along the river",
        "at the town hall",
        "in the old market",
        "at the youth centre",
        "on the north meadow",
    ];

    private static readonly string[] Details =
    [
        "Bring gloves and good shoes; tools are in the shed.",
        "The key is at the library desk until six.",
        "Two people need about an afternoon.",
        "Take a picture before and after.",
        "Please ask the caretaker first.",
        "We pay for the material, keep the receipt.",
        "It can be done on any dry day.",
        "Children are welcome with a parent.",
    ];

    private static readonly string[] Tags =
    [
        "outdoors",
        "indoors",
        "weekend",
        "evening",
        "heavy",
        "easy",
        "children",
        "seniors",
        "repair",
        "garden",
        "water",
        "books",
        "language",
        "food",
        "cleanup",
        "art",
    ];

    /// <summary>Streets by number make words that few quests have: <c>street-1234</c> is searched as
    /// <c>1234</c>.</summary>
    private const int Streets = 20_000;

    internal static (string Title, string Description) Draw(Random random)
    {
        var (verb, thing) = (Pick(random, Verbs), Pick(random, Things));
        var title = $"{verb} {thing} {Pick(random, Places)}";
        return (
            title,
            $"{verb} {thing} near street {random.Next(Streets)}. {Pick(random, Details)} {Pick(random, Details)}"
        );
    }

    /// <summary>None to three tags; one in fifty quests has one that about a hundred in a million share.</summary>
    internal static string[] DrawTags(Random random)
    {
        var tags = new HashSet<string>(StringComparer.Ordinal);
        for (var i = random.Next(4); i > 0; i--)
        {
            tags.Add(Pick(random, Tags));
        }
        if (random.Next(50) == 0)
        {
            tags.Add($"project-{random.Next(200)}");
        }
        return [.. tags];
    }

    internal static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
