using System.Globalization;

namespace CivicForge.Verifier.Steps;

/// <summary>Shows unix seconds to a person.</summary>
internal static class UnixTime
{
    /// <summary>The last second that <see cref="DateTimeOffset"/> can hold.</summary>
    private const ulong Last = 253402300799;

    internal static string Text(ulong seconds) =>
        seconds > Last
            ? $"at second {seconds.ToString(CultureInfo.InvariantCulture)}"
            : DateTimeOffset
                .FromUnixTimeSeconds((long)seconds)
                .ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
