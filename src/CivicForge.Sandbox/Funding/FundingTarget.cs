using CivicForge.Chain;
using CivicForge.Sandbox.Commands;
using CivicForge.Sandbox.Running;

namespace CivicForge.Sandbox.Funding;

/// <summary>Whose keys are funded, and where.</summary>
internal sealed record FundingTarget(Uri Rpc, Address Anchorer, Address Payout)
{
    /// <summary>What the command names, else the settings in the environment, else the sandbox that runs on
    /// <paramref name="data"/>.</summary>
    /// <exception cref="BadArgumentException">Something is named nowhere.</exception>
    public static FundingTarget Find(Uri? rpc, string? anchorer, string? payout, string data) =>
        new(
            rpc ?? FromEnvironment() ?? FromSandbox(data) ?? throw Missing("--rpc URL", "Chain__RpcUrl"),
            Key("--anchorer", anchorer, "anchorer", data),
            Key("--payout", payout, "payout", data)
        );

    private static Uri? FromEnvironment() =>
        Uri.TryCreate(Environment.GetEnvironmentVariable("Chain__RpcUrl"), UriKind.Absolute, out var url) ? url : null;

    private static Uri? FromSandbox(string data) =>
        ConnectionFile.Read(data)?.Audit.GetValueOrDefault("Chain__RpcUrl") is { } url ? new Uri(url) : null;

    private static Address Key(string option, string? given, string name, string data)
    {
        var variable = $"Keys__{char.ToUpperInvariant(name[0])}{name[1..]}";
        var inSandbox = Path.Combine(data, "keys", name);
        var key =
            given
            ?? Environment.GetEnvironmentVariable(variable)
            ?? (File.Exists(inSandbox) ? inSandbox : throw Missing($"{option} ADDRESS", variable));
        return FundedKey.AddressOf(option, key);
    }

    private static BadArgumentException Missing(string option, string variable) =>
        new($"Give {option}, or set {variable}. No sandbox runs here that could be meant.");
}
