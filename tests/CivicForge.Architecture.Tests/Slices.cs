using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace CivicForge.Architecture.Tests;

/// <summary>The slices of the API – the folders right below the project's – as compiled: who refers to whom.</summary>
public sealed class Slices
{
    private const string Project = "CivicForge.Api.";

    private static readonly ILookup<string, (string To, string Because)> References = new ArchLoader()
        .LoadAssemblies(typeof(Api.Program).Assembly).Build().Types
        .SelectMany(type => type.Dependencies)
        .Select(dependency => (From: SliceOf(dependency.Origin), To: SliceOf(dependency.Target), Because: $"{dependency.Origin.FullName} → {dependency.Target.FullName}"))
        .Where(reference => reference is { From: not null, To: not null } && reference.From != reference.To)
        .ToLookup(reference => reference.From!, reference => (reference.To!, reference.Because));

    [Fact]
    public void No_slice_refers_to_one_that_refers_back_directly_or_through_others()
    {
        var left = References.Select(slice => slice.Key).ToHashSet();
        // Who refers to nobody that is left is in no cycle; what stays at the end is.
        while (left.RemoveWhere(slice => !References[slice].Any(reference => left.Contains(reference.To))) > 0)
        {
        }

        left.SelectMany(slice => References[slice]).Where(reference => left.Contains(reference.To)).Select(reference => reference.Because).Distinct().Order()
            .ShouldBeEmpty("move what both need below both, or let the upper one pass it in");
    }

    [Fact]
    public void The_references_are_found_at_all() => References["Attestations"].Select(reference => reference.To).ShouldContain("Quests");

    /// <summary>Null for what lies in the project's own folder, which wires the slices, and for what is not the project's.</summary>
    private static string? SliceOf(IType type) =>
        type.Namespace?.FullName is { } name && name.StartsWith(Project, StringComparison.Ordinal) ? name[Project.Length..].Split('.')[0] : null;
}
