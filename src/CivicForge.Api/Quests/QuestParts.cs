using System.Data;
using CivicForge.Api.Database;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>The parts of a quest in full, as the columns of their statements and the shapes of the wire.</summary>
internal static class QuestParts
{
    public const string AttestationColumns =
        "a.role, a.attester, a.kind, a.digest, a.outcome, a.received_at, a.storage_receipt, "
        + "CASE a.role WHEN 'creator' THEN c.creator_receipt ELSE c.performer_receipt END AS completion_receipt";

    public const string MoveColumns = "at, by, from_status, to_status, reason, id";

    public const string FileColumns = "sha256, size, media_type";

    public static AttestationResponse Attestation(NpgsqlDataReader reader, QuestRow row)
    {
        var (attester, digest, receivedAt) = (
            reader.Address("attester"),
            reader.Hash("digest"),
            reader.GetInt64("received_at")
        );
        var storage = reader.BytesOrNull("storage_receipt") is { } stored
            ? new ReceiptResponse(digest, attester, receivedAt, 0, Hash32.Zero, Hex.Encode(stored))
            : null;
        var completion = reader.BytesOrNull("completion_receipt") is { } completed
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
            reader.GetString("role"),
            attester,
            reader.GetString("kind"),
            digest,
            reader.StringOrNull("outcome"),
            receivedAt,
            (storage ?? completion)!,
            completion
        );
    }

    public static TimelineRow Move(NpgsqlDataReader reader) =>
        new(
            reader.GetInt64("id"),
            new TimelineItem(
                reader.GetDateTime("at"),
                reader.AddressOrNull("by"),
                reader.StringOrNull("from_status"),
                reader.GetString("to_status"),
                reader.StringOrNull("reason")
            )
        );

    public static EvidenceResponse File(NpgsqlDataReader reader) =>
        new(reader.Hash("sha256"), reader.GetInt32("size"), reader.GetString("media_type"));

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
            ClaimDays = item.ClaimDays,
            ClaimUntil = item.ClaimUntil,
            NudgedAt = item.NudgedAt,
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
