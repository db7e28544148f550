using CivicForge.Api.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Transactions;

internal sealed class TransactionConfiguration : IEntityTypeConfiguration<OutgoingTransaction>
{
    private static readonly string Live = Words.In("state", TransactionStates.Live);

    public void Configure(EntityTypeBuilder<OutgoingTransaction> builder)
    {
        builder.ToTable(
            "transactions",
            t =>
            {
                t.HasCheckConstraint("ck_transactions_state", Words.In<TransactionState>("state"));
                t.HasCheckConstraint(
                    "ck_transactions_included",
                    "num_nonnulls(mined_hash, mined_block_number, mined_block_hash, succeeded) = CASE "
                        + $"WHEN {Words.In("state", TransactionStates.Included)} THEN 4 ELSE 0 END"
                );
                t.HasCheckConstraint(
                    "ck_transactions_success",
                    "CASE state WHEN 'confirmed' THEN succeeded WHEN 'finalized' THEN succeeded "
                        + "WHEN 'reverted-final' THEN NOT succeeded ELSE true END"
                );
                t.HasCheckConstraint(
                    "ck_transactions_kind",
                    Words.In<TransactionKind>("kind")
                        + " AND num_nonnulls(seal, batch_id) = CASE kind WHEN 'anchor' THEN 2 ELSE 0 END"
                );
                t.HasCheckConstraint(
                    "ck_transactions_amounts",
                    "nonce >= 0 AND gas_limit >= 21000 AND batch_id >= 1 AND max_cost >= 0 AND fee_paid >= 0"
                );
            }
        );
        builder.HasKey(t => t.Id);
        builder.Property(t => t.Kind).HasConversion<WordConverter<TransactionKind>>();
        builder.Property(t => t.MaxCost).HasColumnType("numeric(78,0)");
        builder.Property(t => t.FeePaid).HasColumnType("numeric(78,0)");
        builder.Property(t => t.State).HasConversion<WordConverter<TransactionState>>();
        builder
            .HasIndex(
                t => new
                {
                    t.ChainId,
                    t.Sender,
                    t.Nonce,
                },
                "ix_transactions_nonce"
            )
            .IsUnique()
            .HasFilter(Words.NotIn("state", TransactionState.Superseded, TransactionState.Cancelled));
        builder.HasIndex(t => t.Purpose, "ix_transactions_purpose").IsUnique().HasFilter(Live);
        builder.HasIndex(t => new { t.Sender, t.Nonce }, "ix_transactions_live").HasFilter(Live);
        builder.HasIndex(t => t.PlannedAt, "ix_transactions_claims").HasFilter(Words.Is("kind", TransactionKind.Claim));
        builder.HasIndex(t => t.Seal);
        builder
            .HasMany(t => t.Attempts)
            .WithOne()
            .HasForeignKey(a => a.TransactionId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(t => t.Claims).WithOne().HasForeignKey(c => c.TransactionId).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(t => t.Newest);
    }
}

internal sealed class TransactionAttemptConfiguration : IEntityTypeConfiguration<TransactionAttempt>
{
    public void Configure(EntityTypeBuilder<TransactionAttempt> builder)
    {
        builder.ToTable(
            "transaction_attempts",
            t =>
            {
                t.HasCheckConstraint(
                    "ck_transaction_attempts_fees",
                    "max_fee_per_gas > 0 AND max_priority_fee_per_gas BETWEEN 0 AND max_fee_per_gas"
                );
                t.HasCheckConstraint("ck_transaction_attempts_raw", "octet_length(raw) > 0");
                t.HasCheckConstraint("ck_transaction_attempts_sent", "(sends > 0) = (last_sent_at IS NOT NULL)");
            }
        );
        builder.HasKey(a => a.Hash);
        builder.Property(a => a.MaxFeePerGas).HasColumnType("numeric(78,0)");
        builder.Property(a => a.MaxPriorityFeePerGas).HasColumnType("numeric(78,0)");
        builder.HasIndex(a => new { a.TransactionId, a.Number }).IsUnique();
        builder.Ignore(a => a.Fees);
    }
}

internal sealed class TransactionClaimConfiguration : IEntityTypeConfiguration<TransactionClaim>
{
    public void Configure(EntityTypeBuilder<TransactionClaim> builder)
    {
        builder.ToTable("transaction_claims");
        builder.HasKey(c => new { c.TransactionId, c.QuestId });
        builder.HasIndex(c => c.QuestId);
    }
}
