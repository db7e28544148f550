using CivicForge.Api.Members;
using CivicForge.Chain;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;
using NpgsqlTypes;

namespace CivicForge.Api.Quests.Search;

/// <summary>What a member's quests are found by beside their own texts: the words of the member's name. One row a
/// member and none a quest, so that a new name is one write, however many quests the member has, and an erased one is
/// found no more from that moment.</summary>
internal sealed class MemberWords
{
    public required Address Member { get; init; }

    /// <summary>Of <see cref="SearchText.Version"/>, which cut them.</summary>
    public required short Version { get; init; }

    public required NpgsqlTsVector Words { get; init; }

    public required NpgsqlTsVector Spellings { get; init; }

    /// <summary>Erasure, and a name that is taken away.</summary>
    private const string Erase = "DELETE FROM civic.member_words WHERE member = @member";

    /// <summary>Inside the caller's transaction, which holds the member's row.</summary>
    /// <param name="name">Null when the member has none any more.</param>
    public static async Task SaveAsync(
        NpgsqlConnection connection,
        Address member,
        string? name,
        CancellationToken cancellationToken
    )
    {
        if (name is not null)
        {
            await WriteAsync(connection, [new NamedMember(member, name)], cancellationToken);
        }
        else
        {
            await connection.ExecuteAsync(
                new CommandDefinition(Erase, new { member = member.ToArray() }, cancellationToken: cancellationToken)
            );
        }
    }

    /// <summary>Inside the caller's transaction, which holds the members' rows.</summary>
    public static Task WriteAsync(
        NpgsqlConnection connection,
        IReadOnlyList<NamedMember> members,
        CancellationToken cancellationToken
    ) =>
        WordRows.WriteAsync(
            connection,
            "civic.member_words",
            "member",
            members,
            columns => columns.Address(m => m.Member),
            m => m.Name,
            cancellationToken
        );
}

/// <summary>A member who has a name.</summary>
internal sealed record NamedMember(Address Member, string Name);

internal sealed class MemberWordsConfiguration : IEntityTypeConfiguration<MemberWords>
{
    public void Configure(EntityTypeBuilder<MemberWords> builder)
    {
        builder.ToTable("member_words");
        builder.HasKey(w => w.Member);
        builder.HasOne<Member>().WithOne().HasForeignKey<MemberWords>(w => w.Member).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(w => w.Words).HasMethod("gin");
        builder.HasIndex(w => w.Spellings).HasMethod("gin");
    }
}
