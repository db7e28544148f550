using System.Reflection;

namespace CivicForge.Hosting.Database;

/// <summary>What a schema has beside its tables, defined by its latest text: the <c>*.sql</c> files embedded in a
/// service, run in name order after every migration. They MUST be repeatable, also while processes of
/// the version before serve. Those from 80 on are views that are made anew, and who may do what.</summary>
public sealed record SqlScript(string Name, string Sql)
{
    /// <summary>Whether it belongs to those that are run in one transaction, so that nobody meets the moment between
    /// what is dropped or revoked and what is made and granted.</summary>
    public bool IsTogether => Name[0] >= '8';

    /// <summary>Those of a service, in the order in which they are run.</summary>
    public static IEnumerable<SqlScript> Of(Assembly service)
    {
        foreach (
            var name in service
                .GetManifestResourceNames()
                .Where(n => n.EndsWith(".sql", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            using var reader = new StreamReader(service.GetManifestResourceStream(name)!);
            yield return new SqlScript(name, reader.ReadToEnd());
        }
    }
}
