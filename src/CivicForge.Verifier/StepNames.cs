namespace CivicForge.Verifier;

/// <summary>The steps of protocol §9, in the order in which they are reported.</summary>
public static class StepNames
{
    public const string Format = "format";
    public const string Domain = "domain";
    public const string CreatorSignature = "creator-signature";
    public const string PerformerSignature = "performer-signature";
    public const string Roles = "roles";
    public const string Deadlines = "deadlines";
    public const string WorkHash = "work-hash";
    public const string SignaturesHash = "signatures-hash";
    public const string Leaf = "leaf";
    public const string Merkle = "merkle";
    public const string Anchor = "anchor";
    public const string ContractCode = "contract-code";
    public const string Time = "time";
    public const string Revocation = "revocation";

    /// <summary>Every step.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Format,
        Domain,
        CreatorSignature,
        PerformerSignature,
        Roles,
        Deadlines,
        WorkHash,
        SignaturesHash,
        Leaf,
        Merkle,
        Anchor,
        ContractCode,
        Time,
        Revocation,
    ];

    /// <summary>The steps that only a node can answer; <c>--offline</c> skips them.</summary>
    public static IReadOnlyList<string> OnChain { get; } = [Anchor, ContractCode, Time, Revocation];
}
