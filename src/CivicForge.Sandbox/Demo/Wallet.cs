using System.Text.Json;
using CivicForge.Chain;
using Nethereum.ABI.EIP712;
using Nethereum.Signer;
using Nethereum.Util;

namespace CivicForge.Sandbox.Demo;

/// <summary>A wallet, made on the spot or of a known key, that shares no code with CivicForge: Nethereum hashes what it
/// is asked to sign, and signs it.</summary>
internal sealed class Wallet
{
    private readonly EthECKey _key;

    public Wallet()
        : this(EthECKey.GenerateKey()) { }

    public Wallet(string privateKey)
        : this(new EthECKey(privateKey)) { }

    private Wallet(EthECKey key) => (_key, Address) = (key, Address.Parse(key.GetPublicAddress()));

    public Address Address { get; }

    /// <summary><c>personal_sign</c> (EIP-191); 65 bytes in hex.</summary>
    public string SignMessage(string text) => new EthereumMessageSigner().EncodeUTF8AndSign(text, _key);

    /// <summary><c>eth_signTypedData_v4</c> (EIP-712); the digest, and 65 bytes in hex.</summary>
    public (Hash32 Digest, string Signature) SignTypedData(JsonElement payload)
    {
        var typed = TypedDataReader.Read(payload);
        var digest = Sha3Keccack.Current.CalculateHash(Eip712TypedDataEncoder.Current.EncodeTypedDataRaw(typed));
        return (new Hash32(digest), EthECDSASignature.CreateStringSignature(_key.SignAndCalculateV(digest)));
    }
}
