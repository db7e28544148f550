namespace CivicForge.Api.Members;

/// <summary>An entry of the ledger as readers see it: a line for each currency that it gives or takes.</summary>
internal static class PointLines
{
    /// <summary>Joins l (id, kind, amount) to an entry. Ids are in the order of the entries' ids, four to
    /// each.</summary>
    public static string Of(string entry) =>
        $"""
            CROSS JOIN LATERAL (
              SELECT 4 * {entry}.id + v.place AS id, v.kind, v.amount
              FROM (VALUES (0, 'creation', {entry}.creation), (1, 'xp', {entry}.xp),
                  (2, 'reputation', {entry}.reputation)) AS v (place, kind, amount) WHERE v.amount <> 0) l
            """;
}
