using CivicForge.Api.Http.Requests;
using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Members;

/// <summary>Writes on members that other slices' transactions carry out.</summary>
internal static class MemberCommands
{
    /// <summary>With the first sign-in. Who has signed in before stays as they are.</summary>
    /// <param name="isPaid">Whether a new member gets the points of sign-up now.</param>
    public static Task JoinAsync(
        NpgsqlConnection connection,
        Address member,
        DateTimeOffset now,
        bool isPaid,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                $"""
                WITH joined AS (
                  INSERT INTO civic.members (address, created_at) VALUES (@member, @now)
                  ON CONFLICT DO NOTHING RETURNING address)
                {PointCommands.SignUp("SELECT address, @now FROM joined WHERE @isPaid")}
                """,
                new
                {
                    member = member.ToArray(),
                    now,
                    isPaid,
                },
                cancellationToken: cancellationToken
            )
        );

    /// <summary>What is not given stays as it is; the caller holds the member's row.</summary>
    public static Task EditAsync(
        NpgsqlConnection connection,
        Address member,
        Optional<string?> displayName,
        Optional<string?> bio,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                """
                UPDATE civic.members SET
                  display_name = CASE WHEN @setName THEN @name ELSE display_name END,
                  bio = CASE WHEN @setBio THEN @bio ELSE bio END
                WHERE address = @member
                """,
                new
                {
                    setName = displayName.IsGiven,
                    name = displayName.Value,
                    setBio = bio.IsGiven,
                    bio = bio.Value,
                    member = member.ToArray(),
                },
                cancellationToken: cancellationToken
            )
        );

    /// <summary>Name and bio are gone; the address stays, which others have signed.</summary>
    public static Task EraseAsync(NpgsqlConnection connection, Address member, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                """
                UPDATE civic.members SET display_name = NULL, bio = NULL, erased_at = clock_timestamp()
                WHERE address = @member
                """,
                new { member = member.ToArray() },
                cancellationToken: cancellationToken
            )
        );
}
