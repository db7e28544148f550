using CivicForge.Api.Database;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>The parts of a quest in full, as the columns of their statements and the shapes of the wire.</summary>
internal static class QuestParts
{
    public const string AttestationColumns =
        "a.role, a.attester, a.kind, a.digest, a.outcome, a.received_at, a.storage_receipt, a.completion_receipt";

    public const string MoveColumns = "at, by, from_status, to_status, reason, id";

    public const string FileColumns = "sha256, size, media_type";

    public static AttestationResponse Attestation(NpgsqlDataReader reader, QuestRow row)
    {
        var (attester, digest, receivedAt) = (reader.Address(1), reader.Hash(3), reader.GetInt64(5));
        var storage = reader.BytesOrNull(6) is { } stored
            ? new ReceiptResponse(digest, attester, receivedAt, 0, Hash32.Zero, Hex.Encode(stored))
            : null;
        var completion = reader.BytesOrNull(7) is { } completed
            ? new ReceiptResponse(
                digest,
                attester,
                row.Item.CompletedAt!.Value,
                row.AnchorBy!.Value,
                row.Leaf!.Value,
                Hex.Encode(completed)
            )
            : null;
        return new AttestationResponse(
            reader.GetString(0),
            attester,
            reader.GetString(2),
            digest,
            reader.StringOrNull(4),
            receivedAt,
            (storage ?? completion)!,
            completion
        );
    }

    public static TimelineRow Move(NpgsqlDataReader reader) =>
        new(
            reader.GetInt64(5),
            new TimelineItem(
                reader.GetDateTime(0),
                reader.AddressOrNull(1),
                reader.StringOrNull(2),
                reader.GetString(3),
                reader.StringOrNull(4)
            )
        );

    public static EvidenceResponse File(NpgsqlDataReader reader) =>
        new(reader.Hash(0), reader.GetInt32(1), reader.GetString(2));

    /// <summary>The submission's files in its order.</summary>
    public static IReadOnlyList<EvidenceResponse> Evidence(QuestRow row, IEnumerable<EvidenceResponse> files)
    {
        if (row.EvidenceHashes.Count == 0)
        {
            return [];
        }
        var known = files.ToDictionary(f => f.Sha256);
        return [.. row.EvidenceHashes.Where(known.ContainsKey).Select(h => known[h])];
    }

    /// <param name="timeline">Newest first, one more than is shown if there are more.</param>
    public static QuestResponse Assemble(
        QuestRow row,
        IReadOnlyList<AttestationResponse> attestations,
        IReadOnlyList<TimelineRow> timeline,
        IEnumerable<EvidenceResponse> files
    )
    {
        var item = row.Item;
        var (shown, earlier) = QuestTimeline.Cut(timeline, QuestTimeline.Newest);
        return new QuestResponse
        {
            Id = item.Id,
            Title = item.Title,
            Description = item.Description,
            ExceptionalCriteria = item.ExceptionalCriteria,
            Category = item.Category,
            Tags = item.Tags,
            RewardXp = item.RewardXp,
            RewardReputation = item.RewardReputation,
            EvidenceRequired = item.EvidenceRequired,
            DueAt = item.DueAt,
            Visibility = item.Visibility,
            Status = item.Status,
            Creator = item.Creator,
            Performer = item.Performer,
            Closed = item.Closed,
            CompletedAt = item.CompletedAt,
            Anchoring = item.Anchoring,
            Reward = item.Reward,
            Actions = item.Actions,
            CreatedAt = item.CreatedAt,
            UpdatedAt = item.UpdatedAt,
            Attestations = attestations,
            Timeline = [.. shown.Reverse().Select(r => r.Item)],
            TimelineCursor = earlier,
            Submission = row.WorkHash is { } workHash
                ? new SubmissionResponse(
                    row.SubmissionText,
                    Evidence(row, files),
                    workHash,
                    row.SubmittedAt!.Value,
                    row.Deadline!.Value
                )
                : null,
        };
    }
}
