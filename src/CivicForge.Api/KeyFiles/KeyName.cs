using System.CommandLine;

namespace CivicForge.Api.KeyFiles;

/// <summary>The keys of the service, as its options <c>Keys:*</c> call them.</summary>
internal static class KeyName
{
    public const string Anchorer = "anchorer",
        Payout = "payout",
        Receipt = "receipt",
        Session = "session",
        Deployer = "deployer";

    /// <summary>Those of the chain's curve that a running process holds.</summary>
    public static readonly string[] OfChain = [Anchorer, Payout, Receipt];

    /// <summary>The argument that names one.</summary>
    public static Argument<string> Argument(params string[] allowed) =>
        new Argument<string>("name").AcceptOnlyFromAmong(allowed);
}
