using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Indexer.Database;

/// <summary>Schema <c>chain</c>. Described for its readers in docs/chain-schema.md; they read the views of
/// <c>Sql/10-views.sql</c>, never these tables.</summary>
internal sealed class ChainDbContext(DbContextOptions<ChainDbContext> options) : DbContext(options)
{
    internal const string Schema = "chain";

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.Entity<BlockRow>(Blocks);
        modelBuilder.Entity<LogRow>(Logs);
        modelBuilder.Entity<BatchAnchoredRow>(e =>
        {
            Event(
                e,
                "batch_anchored",
                t =>
                    t.HasCheckConstraint(
                        "batch_anchored_fields",
                        "length(root) = 32 and batch_id > 0 and leaf_count > 0"
                    )
            );
            e.HasIndex(r => r.Root);
            e.HasIndex(r => new { r.Contract, r.BatchId });
        });
        modelBuilder.Entity<RewardClaimedRow>(e =>
        {
            Event(
                e,
                "reward_claimed",
                t =>
                    t.HasCheckConstraint(
                        "reward_claimed_fields",
                        "length(performer) = 20 and length(creator) = 20 and batch_id >= 0 and xp >= 0 and "
                            + "reputation >= 0"
                    )
            );
            e.HasIndex(r => new { r.QuestId, r.Creator });
            e.HasIndex(r => r.Performer);
        });
        modelBuilder.Entity<AttestationRevokedRow>(e =>
        {
            Event(
                e,
                "attestation_revoked",
                t =>
                    t.HasCheckConstraint(
                        "attestation_revoked_fields",
                        "length(leaf) = 32 and length(revoked_by) = 20 and batch_id >= 0"
                    )
            );
            e.HasIndex(r => r.Leaf);
            e.HasIndex(r => r.QuestId);
        });
        modelBuilder.Entity<BatchWithheldRow>(e =>
        {
            Event(e, "batch_withheld", t => t.HasCheckConstraint("batch_withheld_fields", "batch_id >= 0"));
            e.HasIndex(r => new { r.Contract, r.BatchId });
        });
        modelBuilder.Entity<ReceiptKeyChangedRow>(e =>
            Event(
                e,
                "receipt_key_changed",
                t => t.HasCheckConstraint("receipt_key_changed_fields", "length(key) = 20 and length(previous) = 20")
            )
        );
        modelBuilder.Entity<CursorRow>(Cursor);
        modelBuilder.Entity<CoverageRow>(e =>
        {
            e.ToTable("coverage", t => t.HasCheckConstraint("coverage_contract", "length(contract) = 20"));
            e.HasKey(r => r.Contract);
        });
        modelBuilder.Entity<FindingRow>(e =>
        {
            e.ToTable("findings");
            e.Property(r => r.Id).UseIdentityAlwaysColumn();
            e.Property(r => r.FoundAt).HasDefaultValueSql("clock_timestamp()");
        });
        modelBuilder.Entity<ReorgRow>(e =>
        {
            e.ToTable(
                "reorgs",
                t =>
                    t.HasCheckConstraint(
                        "reorgs_fields",
                        "length(from_hash) = 32 and blocks > 0 and (ancestor_number is null) = (ancestor_hash is "
                            + "null) and (ancestor_number is null or ancestor_number < from_number and "
                            + "length(ancestor_hash) = 32)"
                    )
            );
            e.Property(r => r.Id).UseIdentityAlwaysColumn();
            e.Property(r => r.FoundAt).HasDefaultValueSql("clock_timestamp()");
        });
        UseSnakeCase(modelBuilder);
    }

    private static void Blocks(EntityTypeBuilder<BlockRow> e)
    {
        e.ToTable(
            "blocks",
            t => t.HasCheckConstraint("blocks_hashes", "length(hash) = 32 and length(parent_hash) = 32 and number >= 0")
        );
        e.HasKey(r => r.Hash);
        e.HasIndex(r => r.Number).IsUnique().HasFilter("canonical").HasDatabaseName("ux_blocks_canonical_number");
    }

    private static void Logs(EntityTypeBuilder<LogRow> e)
    {
        e.ToTable(
            "logs",
            t =>
                t.HasCheckConstraint(
                    "logs_fields",
                    "length(block_hash) = 32 and length(transaction_hash) = 32 and length(contract) = 20 and "
                        + "log_index >= 0 and cardinality(topics) <= 4"
                )
        );
        e.HasKey(r => new { r.BlockHash, r.LogIndex });
        e.HasOne<BlockRow>().WithMany().HasForeignKey(r => r.BlockHash).OnDelete(DeleteBehavior.Restrict);
        e.HasIndex(r => r.BlockNumber);
    }

    private static void Event<T>(EntityTypeBuilder<T> e, string table, Action<TableBuilder<T>> checks)
        where T : EventRow
    {
        e.ToTable(table, checks);
        e.HasKey(r => new { r.BlockHash, r.LogIndex });
        e.HasOne<LogRow>()
            .WithMany()
            .HasForeignKey(r => new { r.BlockHash, r.LogIndex })
            .OnDelete(DeleteBehavior.Restrict);
    }

    private static void Cursor(EntityTypeBuilder<CursorRow> e)
    {
        e.ToTable(
            "cursors",
            t =>
            {
                t.HasCheckConstraint("cursors_single_row", "id = 1");
                t.HasCheckConstraint(
                    "cursors_hash",
                    "length(genesis_hash) = 32 and (hash is null) = (number < start_block) and (hash is null or "
                        + "length(hash) = 32)"
                );
                t.HasCheckConstraint(
                    "cursors_finalized",
                    "(finalized_number is null) = (finalized_hash is null) and (finalized_number is null or "
                        + "finalized_number <= number)"
                );
                t.HasCheckConstraint("cursors_halted", "(halted_reason is null) = (halted_at is null)");
            }
        );
        e.Property(r => r.Id).ValueGeneratedNever();
    }

    /// <summary>Package EFCore.NamingConventions makes another schema of this model: each foreign key there has its
    /// columns in its name.</summary>
    private static void UseSnakeCase(ModelBuilder modelBuilder)
    {
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            var table = entity.GetTableName()!;
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
            }
            foreach (var key in entity.GetKeys())
            {
                key.SetName("pk_" + table);
            }
            foreach (var foreignKey in entity.GetForeignKeys())
            {
                foreignKey.SetConstraintName($"fk_{table}_{foreignKey.PrincipalEntityType.GetTableName()}");
            }
            foreach (var index in entity.GetIndexes().Where(i => i.GetFilter() is null))
            {
                index.SetDatabaseName(
                    $"ix_{table}_{string.Join('_', index.Properties.Select(p => SnakeCase(p.Name)))}"
                );
            }
        }
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            (char.IsUpper(c) && text.Length > 0 ? text.Append('_') : text).Append(char.ToLowerInvariant(c));
        }
        return text.ToString();
    }
}
