using System.Text;
using CivicForge.Chain.Crypto;

namespace CivicForge.Chain.Abi;

/// <summary>A function, error or event of a contract: its canonical signature, e.g.
/// <c>anchor(uint64,bytes32,uint32)</c>, and result types.</summary>
public sealed class AbiFunction
{
    public AbiFunction(string signature, string outputs = "")
    {
        Signature = signature;
        Inputs = AbiType.ParseList(signature[(signature.IndexOf('(', StringComparison.Ordinal) + 1)..^1]);
        Outputs = AbiType.ParseList(outputs);
        Topic = Keccak256.Hash(Encoding.ASCII.GetBytes(signature));
        Selector = Topic.Bytes[..4].ToArray();
    }

    public string Signature { get; }
    public IReadOnlyList<AbiType> Inputs { get; }
    public IReadOnlyList<AbiType> Outputs { get; }

    /// <summary>The first four bytes of keccak256(signature).</summary>
    public byte[] Selector { get; }

    /// <summary>keccak256(signature): topic 0 of an event.</summary>
    public Hash32 Topic { get; }

    /// <summary>Call data with these arguments.</summary>
    public byte[] Encode(params ReadOnlySpan<object> arguments) => AbiEncoder.EncodeCall(this, arguments);

    /// <summary>Reads return data.</summary>
    public object[] DecodeOutput(ReadOnlySpan<byte> data) => AbiDecoder.Decode(Outputs, data);

    public override string ToString() => Signature;
}
