using System.Text;
using CivicForge.Chain.Abi;
using CivicForge.Chain.Crypto;

namespace CivicForge.Chain.Protocol;

/// <summary>The hashes of protocol §3 and §6 over free text and signatures.</summary>
public static class WorkHash
{
    private static readonly IReadOnlyList<AbiType> Types = AbiType.ParseList(
        "bytes32,string,string,string,string,bytes32[]"
    );

    /// <summary>keccak256(abi.encode(salt, title, description, exceptionalCriteria, submission, evidence)).</summary>
    /// <param name="exceptionalCriteria">Empty when the quest has none.</param>
    /// <param name="evidence">SHA-256 of each file, in submission order.</param>
    public static Hash32 Compute(
        Hash32 salt,
        string title,
        string description,
        string exceptionalCriteria,
        string submission,
        IReadOnlyList<Hash32> evidence
    ) => Keccak256.Hash(AbiEncoder.Encode(Types, salt, title, description, exceptionalCriteria, submission, evidence));
}

/// <summary>keccak256(utf8(title)).</summary>
public static class TitleHash
{
    /// <summary>What stands for the title of a quest that is visible to its parties only.</summary>
    public const string PrivateTitle = "Private quest";

    public static Hash32 Compute(string title) => Keccak256.Hash(Encoding.UTF8.GetBytes(title));
}

/// <summary>keccak256(abi.encode(keccak256(creatorSignature), keccak256(performerSignature))), signatures as
/// stored.</summary>
public static class SignaturesHash
{
    public static Hash32 Compute(ReadOnlySpan<byte> creatorSignature, ReadOnlySpan<byte> performerSignature)
    {
        Span<byte> pair = stackalloc byte[64];
        Keccak256.Hash(creatorSignature, pair[..32]);
        Keccak256.Hash(performerSignature, pair[32..]);
        return Keccak256.Hash(pair);
    }
}
