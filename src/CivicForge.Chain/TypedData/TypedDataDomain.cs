using System.Numerics;
using System.Text;
using CivicForge.Chain.Crypto;

namespace CivicForge.Chain.TypedData;

/// <summary>The domain of CivicForge's typed data (protocol §4): EIP-712 with always these four fields.</summary>
public sealed record TypedDataDomain(string Name, string Version, ulong ChainId, Address VerifyingContract)
{
    private static readonly Hash32 TypeHash = Keccak256.Hash(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"u8
    );

    /// <summary>hashStruct(EIP712Domain).</summary>
    public Hash32 Separator { get; } = ComputeSeparator(Name, Version, ChainId, VerifyingContract);

    /// <summary>keccak256(0x19 ‖ 0x01 ‖ domainSeparator ‖ hashStruct(message)).</summary>
    public Hash32 Digest(in Hash32 structHash)
    {
        Span<byte> data = stackalloc byte[66];
        data[0] = 0x19;
        data[1] = 0x01;
        Separator.CopyTo(data[2..]);
        structHash.CopyTo(data[34..]);
        return Keccak256.Hash(data);
    }

    private static Hash32 ComputeSeparator(string name, string version, BigInteger chainId, Address verifyingContract)
    {
        Span<byte> data = stackalloc byte[160];
        data.Clear();
        TypeHash.CopyTo(data);
        Keccak256.Hash(Encoding.UTF8.GetBytes(name)).CopyTo(data[32..]);
        Keccak256.Hash(Encoding.UTF8.GetBytes(version)).CopyTo(data[64..]);
        var length = chainId.GetByteCount(isUnsigned: true);
        chainId.TryWriteBytes(data[(128 - length)..], out _, isUnsigned: true, isBigEndian: true);
        verifyingContract.CopyTo(data[140..]);
        return Keccak256.Hash(data);
    }
}
