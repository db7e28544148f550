using CivicForge.Api.Database;
using CivicForge.Api.Members;
using CivicForge.Api.Quests;
using CivicForge.Api.Telemetry;
using CivicForge.Hosting.Traces;
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
    public async Task RunAsync(IReadOnlyList<PendingAttestation> group, CancellationToken cancellationToken)
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

    private async Task StoreAsync(IReadOnlyList<PendingAttestation> group, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var quests = await QuestFactsReader.LockAsync(
            connection,
            group.ToDictionary(p => p.Submitted.QuestId, p => p.Submitted.Attester),
            cancellationToken
        );
        var writes = new AttestationGroup(options, receipts, !members.Value.IsPaidAtOnce);
        var accepted = new List<(PendingAttestation Pending, AcceptedAttestation? Answer)>(group.Count);
        foreach (var pending in group)
        {
            try
            {
                var id = pending.Submitted.QuestId;
                var quest = quests.GetValueOrDefault(id) ?? throw QuestReader.NotFound(id);
                accepted.Add((pending, writes.Decide(quest, pending)));
            }
            catch (Http.Problems.RuleViolation violation)
            {
                pending.Accepted.TrySetException(violation);
            }
        }

        var files = await WriteAsync(connection, transaction, writes, cancellationToken);
        foreach (var (pending, answer) in accepted)
        {
            pending.Accepted.TrySetResult(
                answer is { Attested: { } quest } ? answer with { Quest = quest.Response(files[quest.Id]) } : answer
            );
        }
    }

    /// <summary>Writes all rows, reads the files that answers name, and commits.</summary>
    private async Task<ILookup<Guid, EvidenceResponse>> WriteAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        AttestationGroup writes,
        CancellationToken cancellationToken
    )
    {
        if (writes.Attestations.Count == 0)
        {
            return Enumerable.Empty<EvidenceResponse>().ToLookup(_ => Guid.Empty);
        }
        ILookup<Guid, EvidenceResponse> files;
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            writes.AddTo(batch);
            AttestedQuest.AddFiles(batch, writes.Changed); // last: its result comes when all rows are written
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            files = await AttestedQuest.ReadFilesAsync(reader, cancellationToken);
        }
        writes.RequireMoved();
        await transaction.CommitAsync(cancellationToken);
        foreach (var row in writes.Attestations)
        {
            var completes = row.StorageReceipt is null;
            metrics.Accepted(Words.Of(row.Kind), completes);
            if (completes && WorkTrace.AreWanted)
            {
                WorkTrace.OfQuest(row.QuestId).Mark("complete");
            }
        }
        return files;
    }
}
