using CivicForge.Api.Database;
using CivicForge.Api.Members;
using CivicForge.Api.Quests;
using CivicForge.Api.Telemetry;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Attestations;

/// <summary>The one transaction that stores signatures, and – where one is the second – completes pairs: status,
/// completion, ledger, both receipts and the notification, all or nothing, under the quest rows' locks. Several
/// signatures share it (group commit): each is decided for itself, answers leave after the commit, and a database error
/// of a group is answered by trying each alone, so that one never fails its neighbours.</summary>
internal sealed class StoreAttestations(
    KeyedDatabase database,
    AttestationOptions options,
    ReceiptSigner receipts,
    CivicMetrics metrics,
    IOptions<MemberOptions> members
)
{
    /// <param name="group">At most one signature a quest.</param>
    public async Task RunAsync(IReadOnlyList<CheckedAttestation> group, CancellationToken cancellationToken)
    {
        try
        {
            await StoreAsync(group, cancellationToken);
        }
        catch (Exception) when (group.Count > 1)
        {
            foreach (var pending in group)
            {
                if (!pending.Accepted.Task.IsCompleted)
                {
                    await RunAsync([pending], cancellationToken);
                }
            }
        }
        catch (Exception exception)
        {
            group[0].Accepted.TrySetException(exception);
        }
    }

    private async Task StoreAsync(IReadOnlyList<CheckedAttestation> group, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var found = await QuestFactsReader.ReadAsync(
            connection,
            [.. group.Select(p => p.Submitted.QuestId)],
            forUpdate: true,
            cancellationToken
        );
        var writes = new AttestationGroup(options, receipts, !members.Value.IsPaidAtOnce);
        var accepted = new List<(CheckedAttestation Pending, AcceptedAttestation Answer)>(group.Count);
        foreach (var pending in group)
        {
            try
            {
                var quest = pending.Submitted.QuestId;
                var facts = found.GetValueOrDefault(quest) ?? throw QuestReader.NotFound(quest);
                accepted.Add((pending, writes.Decide(facts, pending)));
            }
            catch (Http.Problems.RuleViolation violation)
            {
                pending.Accepted.TrySetException(violation);
            }
        }

        IReadOnlyDictionary<Guid, QuestResponse>? views = null;
        if (writes.Attestations.Count > 0)
        {
            views = await WriteAsync(connection, transaction, writes, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            foreach (var row in writes.Attestations)
            {
                metrics.Accepted(Words.Lower(row.Kind), row.StorageReceipt is null);
            }
        }

        foreach (var (pending, answer) in accepted)
        {
            pending.Accepted.TrySetResult(
                answer.IsNew ? answer with { Quest = views![pending.Submitted.QuestId] } : answer
            );
        }
    }

    /// <summary>Writes all rows and reads what the answers need beside them, in one round trip.</summary>
    private static async Task<IReadOnlyDictionary<Guid, QuestResponse>> WriteAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        AttestationGroup writes,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        writes.AddTo(batch);
        FreshQuests.AddTo(batch, writes.Changed);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var views = await FreshQuests.ReadAsync(reader, writes.Changed, cancellationToken);
        writes.RequireMoved();
        return views;
    }
}
