using System.Text;

namespace CivicForge.Api.Quests.Evidence.Formats;

/// <summary>The application segments that a picture needs, each in the one form that holds nothing else.</summary>
internal sealed class JpegApps
{
    private static ReadOnlySpan<byte> ProfileName => "ICC_PROFILE\0"u8;

    private readonly MemoryStream _profile = new();
    private readonly HashSet<int> _seen = [];
    private int _profilePart,
        _profileParts,
        _profileAt;

    public void Take(int number, ReadOnlySpan<byte> body, int at)
    {
        var fits = number switch
        {
            0 => body.Length == 14 && body.StartsWith("JFIF\0"u8) && body[12] == 0 && body[13] == 0 && _seen.Add(0),
            1 => IsOrientation(body) && _seen.Add(1),
            2 => body.StartsWith(ProfileName) && TakeProfile(body[ProfileName.Length..], at),
            14 => body.Length == 12 && body.StartsWith("Adobe"u8) && _seen.Add(14),
            _ => false,
        };
        if (!fits)
        {
            throw NotAccountedException.Found(at, $"APP{number}{Title(body)}", Why(number, body), body);
        }
    }

    /// <summary>Once all parts are there.</summary>
    public void CheckProfile()
    {
        if (_profileParts == 0)
        {
            return;
        }
        if (_profilePart != _profileParts)
        {
            throw new NotAccountedException(_profileAt, "APP2 ICC_PROFILE", "parts of the colour profile are missing");
        }
        IccProfile.Check(_profile.GetBuffer().AsSpan(0, (int)_profile.Length), _profileAt, "APP2 ICC_PROFILE");
    }

    /// <summary>A TIFF directory with one entry, tag 0x0112, 1 to 8, and nothing else: in either byte order.</summary>
    private static bool IsOrientation(ReadOnlySpan<byte> body)
    {
        if (body.Length != 32 || !body.StartsWith("Exif\0\0"u8))
        {
            return false;
        }
        var tiff = body[6..];
        var big =
            tiff.SequenceEqual(
                (ReadOnlySpan<byte>)
                    [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, tiff[19], 0, 0, 0, 0, 0, 0]
            ) && tiff[19] is >= 1 and <= 8;
        var little =
            tiff.SequenceEqual(
                (ReadOnlySpan<byte>)
                    [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, tiff[18], 0, 0, 0, 0, 0, 0, 0]
            ) && tiff[18] is >= 1 and <= 8;
        return big || little;
    }

    private bool TakeProfile(ReadOnlySpan<byte> part, int at)
    {
        if (
            part.Length < 3
            || part[0] != _profilePart + 1
            || part[1] == 0
            || (_profileParts != 0 && part[1] != _profileParts)
            || part[0] > part[1]
        )
        {
            return false;
        }
        if (_profilePart == 0)
        {
            _profileAt = at;
        }
        (_profilePart, _profileParts) = (part[0], part[1]);
        _profile.Write(part[2..]);
        return true;
    }

    /// <summary>The name that begins the segment, if it has one that can be shown.</summary>
    private static string Title(ReadOnlySpan<byte> body)
    {
        var end = body[..Math.Min(body.Length, 32)].IndexOfAnyExceptInRange((byte)0x21, (byte)0x7E);
        return end > 1 ? " " + Encoding.ASCII.GetString(body[..end]) : "";
    }

    private static string Why(int number, ReadOnlySpan<byte> body) =>
        number switch
        {
            0 => "the segment is there twice or has a thumbnail",
            1 when body.StartsWith("Exif"u8) =>
                "EXIF has more than the orientation, and may say where the picture was taken",
            1 => "XMP may say where the picture was taken",
            2 => "the segment is not part of a colour profile; a second picture may belong to it",
            _ => "the segment is not needed to show the picture",
        };
}
