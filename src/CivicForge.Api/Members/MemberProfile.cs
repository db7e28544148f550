using CivicForge.Api.Http.Problems;
using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Members;

/// <summary>What everybody may know of a member (wire.md, profile).</summary>
public record MemberProfile(
    Address Address,
    string? DisplayName,
    string? Bio,
    long Xp,
    long Reputation,
    DateTime CreatedAt
);

/// <summary>One's own profile: <c>creationPoints</c> are one's own business.</summary>
public sealed record OwnProfile(
    Address Address,
    string? DisplayName,
    string? Bio,
    long Xp,
    long Reputation,
    DateTime CreatedAt,
    long CreationPoints
) : MemberProfile(Address, DisplayName, Bio, Xp, Reputation, CreatedAt)
{
    /// <summary><c>member</c>, and <c>moderator</c> or <c>operator</c> where configured.</summary>
    public IReadOnlyList<string> Roles { get; init; } = ["member"];

    /// <summary>How many notifications the member has not read, up to 100.</summary>
    public int Unread { get; init; }
}

/// <summary>Reads profiles; balances are sums over the ledger's covering index.</summary>
internal static class Profiles
{
    private const string Select = """
        SELECT m.display_name, m.bio, m.created_at, e.xp, e.reputation, e.creation
        FROM civic.members m CROSS JOIN LATERAL (
          SELECT coalesce(sum(xp), 0) AS xp, coalesce(sum(reputation), 0) AS reputation,
              coalesce(sum(creation), 0) AS creation FROM civic.point_entries WHERE member = m.address) e
        WHERE m.address = @address
        """;

    public static async Task<OwnProfile?> FindAsync(
        NpgsqlConnection connection,
        Address address,
        CancellationToken cancellationToken
    )
    {
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            new CommandDefinition(Select, new { address = address.ToArray() }, cancellationToken: cancellationToken)
        );
        return row is null
            ? null
            : new OwnProfile(address, row.Display_name, row.Bio, row.Xp, row.Reputation, row.Created_at, row.Creation);
    }

    /// <exception cref="RuleViolation">404 <c>member-not-found</c>.</exception>
    public static async Task<OwnProfile> RequireAsync(
        NpgsqlConnection connection,
        Address address,
        CancellationToken cancellationToken
    ) => await FindAsync(connection, address, cancellationToken) ?? throw Unknown(address);

    /// <summary>For lists about a member, which need no balances.</summary>
    /// <exception cref="RuleViolation">404 <c>member-not-found</c>.</exception>
    public static async Task RequireKnownAsync(
        NpgsqlConnection connection,
        Address address,
        CancellationToken cancellationToken
    )
    {
        var isKnown = await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(
                "SELECT EXISTS (SELECT FROM civic.members WHERE address = @address)",
                new { address = address.ToArray() },
                cancellationToken: cancellationToken
            )
        );
        if (!isKnown)
        {
            throw Unknown(address);
        }
    }

    private static RuleViolation Unknown(Address address) =>
        new(ErrorCodes.MemberNotFound, $"{address} has never signed in here.");

    public static MemberProfile Public(this OwnProfile profile) =>
        new(profile.Address, profile.DisplayName, profile.Bio, profile.Xp, profile.Reputation, profile.CreatedAt);

    private sealed record Row(
        string? Display_name,
        string? Bio,
        DateTime Created_at,
        long Xp,
        long Reputation,
        long Creation
    );
}
