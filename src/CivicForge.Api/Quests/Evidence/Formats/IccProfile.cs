using System.Buffers.Binary;
using System.Text;

namespace CivicForge.Api.Quests.Evidence.Formats;

/// <summary>A colour profile (ICC.1) of which every byte is header, table or a known tag's data. The names in it are
/// short and look like no place; tags for anything else (<c>meta</c>) are refused.</summary>
internal static class IccProfile
{
    private const int MaxSize = 1024 * 1024,
        MaxName = 4096,
        HeaderSize = 128;

    private static readonly HashSet<string> Tags =
    [
        "rXYZ",
        "gXYZ",
        "bXYZ",
        "wtpt",
        "bkpt",
        "lumi",
        "chad",
        "chrm",
        "rTRC",
        "gTRC",
        "bTRC",
        "kTRC",
        "cicp",
        "meas",
        "view",
        "tech",
        "calt",
        "vcgt",
        "ndin",
        "gamt",
        "A2B0",
        "A2B1",
        "A2B2",
        "B2A0",
        "B2A1",
        "B2A2",
        "aarg",
        "aagg",
        "aabg",
        "mmod",
        "desc",
        "cprt",
        "dmnd",
        "dmdd",
        "vued",
        "dscm",
    ];

    private static readonly HashSet<string> Types =
    [
        "XYZ ",
        "curv",
        "para",
        "sf32",
        "chrm",
        "cicp",
        "meas",
        "view",
        "sig ",
        "dtim",
        "vcgt",
        "ndin",
        "mmod",
        "mft1",
        "mft2",
        "mAB ",
        "mBA ",
        "text",
        "desc",
        "mluc",
    ];

    private static readonly HashSet<string> Names = ["text", "desc", "mluc"];

    /// <param name="profile">Joined and unpacked.</param>
    /// <param name="at">Where the file keeps it.</param>
    public static void Check(ReadOnlySpan<byte> profile, long at, string segment)
    {
        if (
            profile.Length is < HeaderSize + 4 or > MaxSize
            || BinaryPrimitives.ReadUInt32BigEndian(profile) != profile.Length
            || !profile[36..].StartsWith("acsp"u8)
        )
        {
            throw Bad("it is not a whole colour profile", profile);
        }
        if (profile[100..HeaderSize].ContainsAnyExcept((byte)0))
        {
            throw Bad("the profile has data in reserved places", profile);
        }
        var count = BinaryPrimitives.ReadUInt32BigEndian(profile[HeaderSize..]);
        if (count > 64 || HeaderSize + 4 + 12 * count > profile.Length)
        {
            throw Bad("the profile's table does not fit", profile);
        }
        var pieces = new List<(int From, int To)> { (0, HeaderSize + 4 + 12 * (int)count) };
        for (var i = 0; i < count; i++)
        {
            var entry = profile.Slice(HeaderSize + 4 + 12 * i, 12);
            var (tag, from, size) = (
                Encoding.Latin1.GetString(entry[..4]),
                BinaryPrimitives.ReadUInt32BigEndian(entry[4..]),
                BinaryPrimitives.ReadUInt32BigEndian(entry[8..])
            );
            if (from > profile.Length || size > profile.Length - from || size < 8)
            {
                throw Bad($"the profile's tag {tag} does not fit", profile);
            }
            CheckTag(tag, profile.Slice((int)from, (int)size));
            pieces.Add(((int)from, (int)(from + size)));
        }

        CheckCovered(profile, pieces);
        return;

        void CheckTag(string tag, ReadOnlySpan<byte> data)
        {
            var type = Encoding.Latin1.GetString(data[..4]);
            if (!Tags.Contains(tag) || !Types.Contains(type))
            {
                throw Bad($"the profile has a tag '{tag}' of type '{type}', which is not needed to show colours", data);
            }
            if (Names.Contains(type) && (data.Length > MaxName || LocationSigns.AreInName(data[4..])))
            {
                throw new NotAccountedException(
                    at,
                    segment,
                    $"the profile's text '{tag}' is too long or looks like a place",
                    data.Length <= MaxName
                );
            }
        }

        void CheckCovered(ReadOnlySpan<byte> whole, List<(int From, int To)> parts)
        {
            var covered = 0;
            foreach (var (from, to) in parts.Distinct().Order())
            {
                if (from < covered || from - covered > 3 || whole[covered..from].ContainsAnyExcept((byte)0))
                {
                    throw Bad("the profile has bytes that belong to no tag", whole);
                }
                covered = to;
            }

            if (whole.Length - covered > 3 || whole[covered..].ContainsAnyExcept((byte)0))
            {
                throw Bad("the profile has bytes behind its last tag", whole);
            }
        }

        NotAccountedException Bad(string why, ReadOnlySpan<byte> piece) =>
            NotAccountedException.Found(at, segment, why, piece);
    }
}
