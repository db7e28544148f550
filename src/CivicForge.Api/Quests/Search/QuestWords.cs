using CivicForge.Api.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace CivicForge.Api.Quests.Search;

/// <summary>What a quest is found by; who may find it, the quest says. Apart from the quest, so that a quest that moves
/// on does not have its words indexed again.</summary>
internal sealed class QuestWords
{
    public required Guid QuestId { get; init; }

    /// <summary>Of <see cref="SearchText.Version"/>, which cut them.</summary>
    public required short Version { get; init; }

    public required NpgsqlTsVector Words { get; init; }

    public required NpgsqlTsVector Spellings { get; init; }

    /// <summary>Writes or takes away the words of quests whose texts have changed, inside the caller's transaction,
    /// which holds their rows.</summary>
    public static async Task SaveAsync(
        IDbContextTransaction transaction,
        Quest quest,
        CancellationToken cancellationToken
    )
    {
        var connection = (NpgsqlConnection)transaction.GetDbTransaction().Connection!;
        if (quest.Title is { } title)
        {
            await WriteAsync(
                connection,
                [new SearchedTexts(quest.Id, title, quest.Description, quest.Tags)],
                cancellationToken
            );
            return;
        }

        await using var command = new NpgsqlCommand("DELETE FROM civic.quest_words WHERE quest_id = $1", connection);
        command.Parameters.AddGuid(quest.Id);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Whether what a quest is found by is about to change.</summary>
    public static bool IsReworded(EntityEntry<Quest> quest) =>
        quest.Property(q => q.Title).IsModified
        || quest.Property(q => q.Description).IsModified
        || quest.Property(q => q.Tags).IsModified;

    /// <summary>Erasure: nothing of the member's texts is found any more.</summary>
    public const string EraseOfCreator =
        "DELETE FROM civic.quest_words WHERE quest_id IN (SELECT id FROM civic.quests WHERE creator = @member)";

    /// <summary>Inside the caller's transaction, which holds the quests' rows.</summary>
    public static Task WriteAsync(
        NpgsqlConnection connection,
        IReadOnlyList<SearchedTexts> quests,
        CancellationToken cancellationToken
    ) =>
        WordRows.WriteAsync(
            connection,
            "civic.quest_words",
            "quest_id",
            quests,
            columns => columns.Uuid(q => q.Id),
            q => q.Whole,
            cancellationToken
        );
}

/// <summary>The texts that a quest is found by.</summary>
internal sealed record SearchedTexts(Guid Id, string Title, string? Description, string[] Tags)
{
    public string Whole => string.Join('\n', [Title, Description, .. Tags]);
}

internal sealed class QuestWordsConfiguration : IEntityTypeConfiguration<QuestWords>
{
    public void Configure(EntityTypeBuilder<QuestWords> builder)
    {
        builder.ToTable("quest_words");
        builder.HasKey(w => w.QuestId);
        builder.HasOne<Quest>().WithOne().HasForeignKey<QuestWords>(w => w.QuestId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(w => w.Words).HasMethod("gin");
        builder.HasIndex(w => w.Spellings).HasMethod("gin");
    }
}
