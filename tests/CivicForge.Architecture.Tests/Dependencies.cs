using System.Reflection;

namespace CivicForge.Architecture.Tests;

/// <summary>What needs too much does too much.</summary>
public sealed class Dependencies
{
    private const int Most = 8;

    [Theory]
    [InlineData("CivicForge.Api")]
    [InlineData("CivicForge.Indexer")]
    public void No_operation_has_more_than_eight_dependencies(string service) =>
        (
            from type in Assembly.Load(service).GetTypes()
            where type is { IsClass: true, IsAbstract: false } && !IsValue(type)
            from constructor in type.GetConstructors(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic
            )
            let count = constructor.GetParameters().Length
            where count > Most
            select $"{type.FullName}: {count}"
        ).ShouldBeEmpty("split it, or give it what it asks others for");

    /// <summary>Records and what the compiler makes are data: they have members, not dependencies.</summary>
    private static bool IsValue(Type type) =>
        type.Name.Contains('<', StringComparison.Ordinal)
        || type.GetMethod("<Clone>$", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic) is not null;
}
