using CivicForge.Api.Database;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Transactions;

/// <summary>The right to write, of one process at a time. The fence grows with every change of holder, so that a holder
/// that slept through its term is recognised by its number.</summary>
internal sealed class LeaseRow
{
    public required string Name { get; init; }
    public required string Holder { get; init; }
    public required long Fence { get; init; }

    /// <summary>By the database clock.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class LeaseConfiguration : IEntityTypeConfiguration<LeaseRow>
{
    public void Configure(EntityTypeBuilder<LeaseRow> builder)
    {
        builder.ToTable("leases", t => t.HasCheckConstraint("ck_leases_fence", "fence > 0"));
        builder.HasKey(l => l.Name);
    }
}

/// <summary>This process no longer holds the lease: nothing was written, and somebody else is at work.</summary>
internal sealed class LeaseLostException(long fence)
    : Exception($"The lease with fence {fence} is lost: another anchorer has taken over. Nothing was written.");

/// <summary>This process's hold on the lease <see cref="Name"/>. Not shared with the indexer's, which is a part of its
/// cursor's row in a schema that this process may not write.</summary>
internal sealed class Lease(NpgsqlDataSource database, IOptions<TransactionOptions> options)
{
    public const string Name = "anchorer";

    private long _fence;

    /// <summary>Names the process in the row; a restarted one is somebody else.</summary>
    public string Holder { get; } = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    /// <summary>The fence of the last successful acquisition; 0 before the first.</summary>
    public long Fence => Interlocked.Read(ref _fence);

    /// <summary>Takes the lease when it is free or expired, renews it when it is ours. One statement; two processes can
    /// not both win.</summary>
    public async Task<bool> TryAcquireAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var fence = await connection.QuerySingleOrDefaultAsync<long?>(
            new CommandDefinition(
                $"""
                INSERT INTO civic.leases AS l (name, holder, fence, expires_at)
                VALUES (@Name, @Holder, 1, clock_timestamp() + @Term)
                ON CONFLICT (name) DO UPDATE SET
                  holder = excluded.holder,
                  fence = CASE WHEN l.holder = excluded.holder THEN l.fence ELSE l.fence + 1 END,
                  expires_at = excluded.expires_at
                WHERE l.holder = excluded.holder OR l.expires_at <= clock_timestamp()
                RETURNING fence
                """,
                new
                {
                    Name,
                    Holder,
                    Term = options.Value.LeaseTerm,
                },
                cancellationToken: cancellationToken
            )
        );
        Interlocked.Exchange(ref _fence, fence ?? 0);
        return fence is not null;
    }

    /// <summary>Gives it back at a clean end, so that the next holder need not wait.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE civic.leases SET expires_at = clock_timestamp() WHERE name = @Name AND holder = @Holder",
                new { Name, Holder },
                cancellationToken: cancellationToken
            )
        );
        Interlocked.Exchange(ref _fence, 0);
    }
}

/// <summary>Database transactions that only the lease's holder can commit: each starts by locking the lease row with
/// our fence, so that no take-over can happen between that check and the commit. The lock is exclusive: of ticks that
/// overlap in one process, each sees what the other has committed before it decides what to write. Never contains a
/// call to a node.</summary>
internal sealed class FencedWork(IServiceScopeFactory scopes, Lease lease)
{
    /// <exception cref="LeaseLostException">The fence is not current. Nothing was written.</exception>
    public async Task<T> RunAsync<T>(Func<FencedContext, Task<T>> work, CancellationToken cancellationToken)
    {
        var fence = lease.Fence;
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CivicDbContext>();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var now = await context
            .Database.SqlQuery<DateTime>(
                $"""
                SELECT clock_timestamp() AS "Value" FROM civic.leases
                WHERE name = {Lease.Name} AND fence = {fence} FOR NO KEY UPDATE
                """
            )
            .ToListAsync(cancellationToken);
        if (now.Count == 0)
        {
            throw new LeaseLostException(fence);
        }
        var result = await work(new FencedContext(context, new DateTimeOffset(now[0]), fence));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    public Task RunAsync(Func<FencedContext, Task> work, CancellationToken cancellationToken) =>
        RunAsync(
            async context =>
            {
                await work(context);
                return true;
            },
            cancellationToken
        );
}

/// <summary>The open transaction, its start by the database clock, and the fence that goes into every row.</summary>
internal sealed record FencedContext(CivicDbContext Database, DateTimeOffset Now, long Fence);
