using System.Text;
using CivicForge.Hosting;

namespace CivicForge.Api.Hosting;

/// <summary>Protocol §3 wants NFC. Without ICU, <c>string.Normalize</c> passes everything, so the service refuses to
/// start without it.</summary>
internal static class Icu
{
    public static void Check()
    {
        if ("a\u0308".Normalize(NormalizationForm.FormC).Length != 1)
        {
            throw new ConfigurationException(
                "Unicode normalisation does nothing here: ICU is missing or switched off. Install libicu (Debian: "
                    + "apt-get install libicu72) and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT."
            );
        }
    }
}
