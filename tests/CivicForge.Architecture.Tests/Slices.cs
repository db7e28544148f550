using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace CivicForge.Architecture.Tests;

/// <summary>The slices of the API – the folders right below the project's – as compiled: who refers to whom.</summary>
public sealed class Slices
{
    private const string Project = "CivicForge.Api.";

    private static readonly List<IType> Types =
    [
        .. new ArchLoader().LoadAssemblies(typeof(Api.Program).Assembly).Build().Types,
    ];

    private static readonly ILookup<string, (string To, string Because)> References = Types
        .SelectMany(type => type.Dependencies)
        .Select(dependency =>
            (
                From: SliceOf(dependency.Origin),
                To: SliceOf(dependency.Target),
                Because: $"{dependency.Origin.FullName} → {dependency.Target.FullName}"
            )
        )
        .Where(reference => reference is { From: not null, To: not null } && reference.From != reference.To)
        .ToLookup(reference => reference.From!, reference => (reference.To!, reference.Because));

    /// <summary>So there is no cycle either, not even through others.</summary>
    [Fact]
    public void A_room_refers_only_to_rooms_above_it_in_the_table_of_the_architecture()
    {
        var places = Rooms.InOrder.Index().ToDictionary(room => room.Item, room => room.Index);
        References
            .SelectMany(from => from.Where(reference => places[reference.To] > places[from.Key]))
            .Select(reference => reference.Because)
            .Distinct()
            .Order()
            .ShouldBeEmpty(
                "move what both need up, let the lower one pass it in, or put the table in an order that holds"
            );
    }

    [Fact]
    public void Every_room_is_in_the_table_once_and_nothing_else() =>
        Rooms.InOrder.ShouldBe(
            Types.Select(SliceOf).OfType<string>().Distinct(),
            ignoreOrder: true,
            "docs/architecture.md, Rooms of the API"
        );

    [Fact]
    public void The_references_are_found_at_all() =>
        References["Attestations"].Select(reference => reference.To).ShouldContain("Quests");

    /// <summary>Null for what lies in the project's own folder, which wires the slices, and for what is not the
    /// project's.</summary>
    private static string? SliceOf(IType type) =>
        type.Namespace?.FullName is { } name && name.StartsWith(Project, StringComparison.Ordinal)
            ? name[Project.Length..].Split('.')[0]
            : null;
}
