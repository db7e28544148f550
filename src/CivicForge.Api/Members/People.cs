using System.Data;
using CivicForge.Api.Database;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Members;

/// <summary>What an answer says of a person beside their address.</summary>
public sealed record Person(string? DisplayName);

/// <summary>A page of a list whose items name members.</summary>
/// <param name="People">By address, as it stands in the items; who has no name has no entry.</param>
public sealed record PeoplePage<T>(
    IReadOnlyList<T> Items,
    string? NextCursor,
    IReadOnlyDictionary<string, Person> People
);

/// <summary>The names of the members in an answer, read by one statement whatever their number.</summary>
internal static class People
{
    public static readonly IReadOnlyDictionary<string, Person> None = new Dictionary<string, Person>();

    /// <summary>Names of the addresses that a query finds, each looked up once by its key.</summary>
    /// <param name="addresses">A query of one column <c>address</c>, which UNION has rid of repetitions.</param>
    public static string Named(string addresses) =>
        $"SELECT m.address, m.display_name FROM ({addresses}) p JOIN civic.members m ON m.address = p.address "
        + "WHERE m.display_name IS NOT NULL";

    /// <summary>Reads the rows of <see cref="Named"/>, the reader standing at their result.</summary>
    public static async Task<IReadOnlyDictionary<string, Person>> ReadAsync(
        NpgsqlDataReader reader,
        CancellationToken cancellationToken
    )
    {
        var people = new SortedDictionary<string, Person>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            people[reader.Address("address").ToString()] = new Person(reader.GetString("display_name"));
        }
        return people;
    }

    /// <summary>For lists that are read by statements of their own.</summary>
    public static async Task<IReadOnlyDictionary<string, Person>> OfAsync(
        NpgsqlConnection connection,
        IEnumerable<Address> addresses,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(Named("SELECT DISTINCT unnest($1) AS address"), connection);
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. addresses.Select(a => a.ToArray())] });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ReadAsync(reader, cancellationToken);
    }
}
