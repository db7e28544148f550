namespace CivicForge.Api.Quests;

/// <summary>The fixed list of domain.md.</summary>
internal static class Categories
{
    public static IReadOnlyList<string> All { get; } =
    ["civic", "environmental", "social", "educational", "technical", "general"];
}
