using System.Globalization;
using CivicForge.Chain.Rpc;
using CivicForge.Hosting;

namespace CivicForge.Api.Hosting;

/// <summary>Where the program is that signs with the keys of which <c>Keys:Anchorer</c> and <c>Keys:Payout</c> are only
/// the addresses.</summary>
/// <param name="Timeout">Of one answer; where a person confirms at the signer, as long as that may take.</param>
/// <param name="Method">What it is asked: <see cref="Ethereum"/> or <see cref="Clef"/>.</param>
internal sealed record RemoteSignerOptions(Uri Url, TimeSpan Timeout, string Method)
{
    /// <summary>Of Web3Signer, and of a node that keeps keys.</summary>
    public const string Ethereum = "eth_signTransaction";

    /// <summary>Of Clef, which asks a person, or its rules, about each.</summary>
    public const string Clef = "account_signTransaction";

    internal const string Key = "Keys:RemoteSigner";
    private static readonly string[] Names = [nameof(Url), nameof(Timeout), nameof(Method)];
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Whether it says which keys it has without asking a person.</summary>
    public bool ListsAccounts => Method == Ethereum;

    /// <summary>A question that signs nothing.</summary>
    public string ProbeMethod => ListsAccounts ? "eth_accounts" : "account_version";

    /// <returns>Null when no signer is configured.</returns>
    /// <exception cref="ConfigurationException">A setting is wrong, unknown or missing.</exception>
    public static RemoteSignerOptions? Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection(Key);
        if (settings.GetChildren().All(setting => string.IsNullOrWhiteSpace(setting.Value)))
        {
            return null;
        }
        var faults = new ConfigurationFaults();
        var options = new RemoteSignerOptions(
            faults.Read(() => UrlOf(settings[nameof(Url)]))!,
            faults.Read(() => TimeoutOf(settings[nameof(Timeout)])),
            faults.Read(() => MethodOf(settings[nameof(Method)]))!
        );
        foreach (
            var unknown in settings.GetChildren().Select(s => s.Key).Except(Names, StringComparer.OrdinalIgnoreCase)
        )
        {
            faults.Read<string>(() =>
                throw new ConfigurationException(
                    $"{Key}:{unknown} is not a setting. A remote signer has {string.Join(", ", Names)}; its addresses "
                        + "are the values of Keys:Anchorer and Keys:Payout."
                )
            );
        }
        faults.ThrowIfAny();
        return options;
    }

    private static Uri UrlOf(string? text) =>
        NodeUrl.TryParse(text?.Trim(), out var url)
            ? url
            : throw new ConfigurationException(
                $"{Key}:Url is not an absolute URL of http or https. Set it to the JSON-RPC endpoint of the signer, "
                    + "for example http://127.0.0.1:9000."
            );

    private static TimeSpan TimeoutOf(string? text) =>
        string.IsNullOrWhiteSpace(text) ? TimeSpan.FromSeconds(10)
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= Shortest && time <= Longest
            ? time
        : throw new ConfigurationException(
            $"{Key}:Timeout is '{text}'. Set it to a time from 00:00:00.1 to 00:10:00, for example 00:00:10."
        );

    private static string MethodOf(string? text) =>
        text?.Trim() switch
        {
            null or "" or Ethereum => Ethereum,
            Clef => Clef,
            _ => throw new ConfigurationException(
                $"{Key}:Method is '{text}'. Set it to {Ethereum} (Web3Signer) or {Clef} (Clef)."
            ),
        };
}
