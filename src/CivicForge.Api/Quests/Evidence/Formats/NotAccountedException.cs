namespace CivicForge.Api.Quests.Evidence.Formats;

/// <summary>A byte of a file that is neither picture nor page nor what is needed to show it. Refused, because a reader
/// that does not know it cannot say what it tells.</summary>
/// <param name="at">Offset in the file.</param>
/// <param name="segment">The format's name of the place: <c>APP1 Exif</c>, <c>tEXt</c>, <c>behind EOI</c>.</param>
/// <param name="why">Ends the sentence "The file has … at byte …: ".</param>
internal sealed class NotAccountedException(long at, string segment, string why, bool hasLocation = false)
    : Exception($"{segment} at byte {at}: {why}")
{
    public long At { get; } = at;

    public string Segment { get; } = segment;

    public string Why { get; } = why;

    /// <summary>Whether it is known to say where the file was made.</summary>
    public bool HasLocation { get; } = hasLocation;

    /// <summary>What was found in <paramref name="piece"/>; the piece is asked whether it names a place.</summary>
    public static NotAccountedException Found(long at, string segment, string why, ReadOnlySpan<byte> piece) =>
        new(at, segment, why, LocationSigns.AreIn(piece));

    /// <summary>The same, of a picture inside another file.</summary>
    public NotAccountedException Inside(long at, string what) =>
        new(at, $"{what}, {Segment} at its byte {At}", Why, HasLocation);
}
