using CivicForge.Api.Database;
using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Rewards;

internal enum RelayState
{
    /// <summary>To be claimed once its batch is final, or again after a failure.</summary>
    Waiting,

    /// <summary>Claimed in a finalized block, by whomever.</summary>
    Done,

    /// <summary>Given up after the last try, or by an operator, until an operator retries.</summary>
    Abandoned,

    /// <summary>The chain would refuse the claim, or it would cost more gas than a claim may: a contract wallet is at
    /// fault, and trying again does not help.</summary>
    Unpayable,
}

/// <summary>The relay's work list: one row a sealed pair. Bookkeeping only; whether a reward is claimed is what the
/// chain says.</summary>
internal sealed class RewardRelay
{
    public const int MaxTries = 5;

    public Guid QuestId { get; init; }

    /// <summary>Whom it pays: the list goes round by performers. Fixed when the pair is sealed.</summary>
    public Address Performer { get; init; }

    /// <summary>The batch that holds the pair: what is of a later one than the newest final batch is not looked
    /// at.</summary>
    public long Seal { get; init; }
    public RelayState State { get; private set; }

    /// <summary>A contract wallet signed: such claims go alone, its code runs in them. Fixed when the pair is
    /// sealed.</summary>
    public bool IsContractSigned { get; init; }

    /// <summary>Failed tries so far.</summary>
    public int Tries { get; private set; }
    public DateTimeOffset NextAt { get; private set; }

    /// <summary>Until when a run has it to itself; null when none has.</summary>
    public DateTimeOffset? LeasedUntil { get; private set; }

    /// <summary>Which budget of the day keeps it waiting until <see cref="NextAt"/>, in claims (<c>member, total</c>)
    /// or in wei (<c>member-wei, pair-wei, newcomers-wei, total-wei</c>); null when none does.</summary>
    public string? OverBudget { get; private set; }

    /// <summary>Why it is not paid, as found last.</summary>
    public string? LastError { get; private set; }

    /// <summary>When a run last found that its turn had not come yet: it waits for nothing but those before
    /// it.</summary>
    public DateTimeOffset? QueuedAt { get; private set; }

    /// <summary>The last transaction whose failure was counted.</summary>
    public long? LastTransactionId { get; private set; }
    public long Fence { get; private set; }

    public void Saw(long transactionId) => LastTransactionId = transactionId;

    /// <summary>Nothing failed, and nothing can be done before <paramref name="until"/>.</summary>
    public void Postpone(string reason, DateTimeOffset until, long fence)
    {
        Release();
        (LastError, NextAt, Fence) = (reason, until, fence);
    }

    /// <summary>A budget of the day keeps it until <paramref name="until"/>.</summary>
    public void PutOff(string overBudget, DateTimeOffset until, long fence)
    {
        Release();
        (OverBudget, NextAt, Fence) = (overBudget, until, fence);
    }

    /// <summary>A try failed: again after <paramref name="retryAfter"/> · 2^(tries − 1), or never.</summary>
    /// <returns>Whether it is given up.</returns>
    public bool Fail(string error, TimeSpan retryAfter, DateTimeOffset now, long fence)
    {
        Release();
        Tries++;
        (LastError, Fence) = (error, fence);
        NextAt = now + retryAfter * Math.Pow(2, Tries - 1);
        if (Tries >= MaxTries)
        {
            State = RelayState.Abandoned;
        }
        return State == RelayState.Abandoned;
    }

    public void Unpayable(string error, long fence)
    {
        Release();
        (State, LastError, Fence) = (RelayState.Unpayable, error, fence);
    }

    /// <returns>False when there is nothing to abandon.</returns>
    public bool Abandon(string reason, DateTimeOffset now, long fence)
    {
        if (State != RelayState.Waiting)
        {
            return State == RelayState.Abandoned;
        }
        Release();
        (State, LastError, NextAt, Fence) = (RelayState.Abandoned, reason, now, fence);
        return true;
    }

    /// <returns>False when it is claimed already.</returns>
    public bool Retry(DateTimeOffset now, long fence)
    {
        if (State == RelayState.Done)
        {
            return false;
        }
        Release();
        (State, Tries, NextAt, Fence) = (RelayState.Waiting, 0, now, fence);
        return true;
    }

    private void Release() => (LeasedUntil, OverBudget) = (null, null);
}

internal sealed class RewardRelayConfiguration : IEntityTypeConfiguration<RewardRelay>
{
    public void Configure(EntityTypeBuilder<RewardRelay> builder)
    {
        builder.ToTable(
            "reward_relays",
            t =>
            {
                t.HasCheckConstraint("ck_reward_relays_state", Words.In<RelayState>("state") + " AND tries >= 0");
                t.HasCheckConstraint(
                    "ck_reward_relays_budget",
                    "over_budget IN ('member','total','member-wei','pair-wei','newcomers-wei','total-wei') "
                        + "AND num_nonnulls(leased_until, over_budget) <= 1"
                );
                t.HasCheckConstraint(
                    "ck_reward_relays_waiting",
                    Words.Is("state", RelayState.Waiting) + " OR num_nonnulls(leased_until, over_budget) = 0"
                );
            }
        );
        builder.HasKey(r => r.QuestId);
        builder.Property(r => r.State).HasConversion<WordConverter<RelayState>>();
        // No foreign key: rows are made from completions by the statement that seals them, and completions never go.
        // Checking 65,536 keys nearly doubled the list's cost.
        builder.HasIndex(r => r.LeasedUntil, "ix_reward_relays_leased").HasFilter("leased_until IS NOT NULL");
        builder.HasIndex(r => r.OverBudget, "ix_reward_relays_over_budget").HasFilter("over_budget IS NOT NULL");
        builder
            .HasIndex(r => r.QuestId, "ix_reward_relays_given_up")
            .HasFilter(Words.In("state", RelayState.Abandoned, RelayState.Unpayable));
        builder
            .HasIndex(
                r => new
                {
                    r.IsContractSigned,
                    r.Performer,
                    r.NextAt,
                    r.QuestId,
                },
                "ix_reward_relays_waiting"
            )
            .HasFilter("state = 'waiting'")
            .IncludeProperties(r => r.Seal);
    }
}
