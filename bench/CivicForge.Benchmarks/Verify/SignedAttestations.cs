using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.TypedData;

namespace CivicForge.Benchmarks.Verify;

/// <summary>Many attestations by different wallets, and the two ways to check them.</summary>
internal sealed class SignedAttestations
{
    internal const ulong ChainId = 31337;
    internal const string Registry = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
    private const string Title = "Plant three young oaks";

    private readonly TypedDataDomain _domain = CivicDomain.Create(ChainId, Address.Parse(Registry));
    private readonly (CreatorAttestation Attestation, byte[] Signature, Hash32 Digest)[] _items;

    internal SignedAttestations() => _items = [.. Enumerable.Range(0, 1024).Select(Make)];

    /// <summary>As the API does it: hash the typed data, parse the bytes, recover, compare.</summary>
    internal int Verify(int first, int count)
    {
        var valid = 0;
        for (var i = first; i < first + count; i++)
        {
            ref readonly var item = ref _items[i % _items.Length];
            if (
                EcdsaSignature.TryParse(item.Signature, out var signature, out _)
                && Secp256k1.Recover(item.Attestation.Digest(_domain), signature) == item.Attestation.Creator
            )
            {
                valid++;
            }
        }

        return valid == count
            ? valid
            : throw new InvalidOperationException($"Only {valid} of {count} good signatures were accepted.");
    }

    /// <summary>The floor: bare calls of libsecp256k1 and the address, of digests and signatures that are ready;
    /// nothing is checked.</summary>
    internal unsafe int RecoverBare(int first, int count)
    {
        byte* parsed = stackalloc byte[65],
            publicKey = stackalloc byte[64],
            serialized = stackalloc byte[65];
        Span<byte> address = stackalloc byte[32];
        var sum = 0;
        for (var i = first; i < first + count; i++)
        {
            ref readonly var item = ref _items[i % _items.Length];
            fixed (
                byte* signature = item.Signature,
                    digest = item.Digest.Bytes
            )
            {
                _ = NativeSecp256k1.RecoverableParse(NativeSecp256k1.Context, parsed, signature, signature[64] - 27);
                _ = NativeSecp256k1.Recover(NativeSecp256k1.Context, publicKey, parsed, digest);
            }

            nuint length = 65;
            _ = NativeSecp256k1.PublicKeySerialize(NativeSecp256k1.Context, serialized, &length, publicKey, 2);
            Keccak256.Hash(new ReadOnlySpan<byte>(serialized + 1, 64), address);
            sum += address[31];
        }

        return sum;
    }

    internal int Hash(int count)
    {
        var sum = 0;
        for (var i = 0; i < count; i++)
        {
            sum += _items[i % _items.Length].Attestation.Digest(_domain).Bytes[0];
        }
        return sum;
    }

    /// <summary>The same attestations for Nethereum.</summary>
    internal NethereumPeer Nethereum() => new([.. _items.Select(item => (item.Attestation, item.Signature))], Title);

    private (CreatorAttestation, byte[], Hash32) Make(int i)
    {
        var key = PrivateKey.Generate();
        var attestation = new CreatorAttestation(
            TitleHash.Compute(Title),
            Outcome.Done,
            Guid.CreateVersion7(),
            key.Address,
            PrivateKey.Generate().Address,
            Keccak256.Hash(BitConverter.GetBytes(i)),
            100,
            10,
            1792592000
        );
        var digest = attestation.Digest(_domain);
        return (attestation, key.Sign(digest).ToBytes(), digest);
    }
}
