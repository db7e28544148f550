using System.Diagnostics;
using CivicForge.Chain;

namespace CivicForge.Hosting.Traces;

/// <summary>The trace of a quest's pair, or of a batch (ADR 0013). Its id is made of what every process knows – the
/// quest's id, the batch's root –, so that all of them write into one trace without anything being stored or sent
/// along. Where nobody asks for traces this costs a look at one field.</summary>
public readonly record struct WorkTrace
{
    /// <summary>The source of all spans of ours.</summary>
    public const string SourceName = "CivicForge";

    /// <summary>Of a batch of up to 65,536 pairs this many are followed: as many links as every viewer takes.</summary>
    public const int MostFollowed = 64;

    private static readonly ActivitySource Source = new(SourceName);

    private readonly ActivityTraceId _id;
    private readonly KeyValuePair<string, object?> _subject;

    private WorkTrace(ReadOnlySpan<byte> id, string attribute, object value) =>
        (_id, _subject) = (ActivityTraceId.CreateFromBytes(id), new(attribute, value));

    /// <summary>Whether somebody asks for traces.</summary>
    public static bool AreWanted => Source.HasListeners();

    /// <summary>The trace whose id is the quest's, without hyphens.</summary>
    public static WorkTrace OfQuest(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return new(bytes, "civicforge.quest.id", id.ToString());
    }

    /// <summary>The trace whose id is the first half of the root.</summary>
    public static WorkTrace OfBatch(Hash32 root) => new(root.Bytes[..16], "civicforge.batch.root", root.ToString());

    /// <summary>A step that takes time, until it is disposed of. It has no parent: nobody knows the id of a span in
    /// another process.</summary>
    /// <param name="step">A word of the fields: attest, seal, anchor.</param>
    /// <param name="link">A step of another trace that it has to do with.</param>
    /// <returns>Null where nobody asks.</returns>
    public Activity? Start(string step, ActivityContext? link = null, DateTimeOffset startedAt = default)
    {
        if (!AreWanted)
        {
            return null;
        }
        Activity.Current = null; // it would be taken as the parent, though it is of another trace
        return Source.StartActivity(
            step,
            ActivityKind.Internal,
            new ActivityContext(_id, spanId: default, ActivityTraceFlags.Recorded),
            [_subject],
            link is { } other ? [new ActivityLink(other)] : null,
            startedAt
        );
    }

    /// <summary>A step that has just been taken.</summary>
    /// <returns>What others may link to; null where nobody asks.</returns>
    public ActivityContext? Mark(string step, ActivityContext? link = null)
    {
        var around = Activity.Current;
        using var taken = Start(step, link);
        taken?.Stop();
        Activity.Current = around;
        return taken?.Context;
    }
}
