using CivicForge.Chain.Crypto;

namespace CivicForge.Chain.Tests.Crypto;

public sealed class EcdsaSignatureTests
{
    public static IEnumerable<TheoryDataRow<int, string>> Signatures => GoldenVectors.Cases("signatures", "signatures");

    [Theory, MemberData(nameof(Signatures))]
    public void Signatures_get_the_verdict_that_protocol_4_gives_them(int index, string name)
    {
        var row = GoldenVectors.Row("signatures", "signatures", index);
        var accepted = EcdsaSignature.TryParse(row.Bytes("signature"), out var signature, out var fault);

        var signer = fault is SignatureFault.None or SignatureFault.HighS
            ? Secp256k1.Recover(row.Hash("digest"), signature)
            : null;
        var verdict = fault switch
        {
            SignatureFault.Length => "wrong-length",
            SignatureFault.RecoveryId => "wrong-v",
            SignatureFault.Range => "out-of-range",
            _ when signer is null => "unrecoverable",
            SignatureFault.HighS => "malleable",
            _ => "valid",
        };

        verdict.ShouldBe(row.Text("verdict"), name);
        accepted.ShouldBe(fault == SignatureFault.None, name);
        signer?.ToString().ShouldBe(row.Text("signer"), name);
        if (verdict == "valid")
        {
            Hex.Encode(signature.ToBytes()).ShouldBe(row.Text("normalised"), name);
        }
    }

    [Fact]
    public void Signing_is_deterministic_and_gives_the_bytes_that_ethers_and_noble_give()
    {
        foreach (var row in GoldenVectors.Rows("transactions", "eip1559"))
        {
            var key = PrivateKey.FromHex(row.Text("privateKey"));
            var signature = key.Sign(row.Hash("signingHash"));
            Secp256k1.Recover(row.Hash("signingHash"), signature).ShouldBe(key.Address);
            row.Text("raw")[2..].ShouldContain(Convert.ToHexStringLower(signature.S.Bytes).TrimStart('0'));
        }
    }

    [Fact]
    public void Keys_have_the_addresses_that_ethers_computes_and_never_print_themselves()
    {
        foreach (var row in GoldenVectors.Rows("signatures", "keys"))
        {
            var key = PrivateKey.FromHex(row.Text("privateKey"));
            key.Address.ShouldBe(row.Address("address"));
            key.ToString().ShouldNotContain(row.Text("privateKey")[2..]);
        }
    }

    [Fact]
    public void Keys_outside_the_group_order_are_refused_without_quoting_them()
    {
        foreach (var row in GoldenVectors.Rows("signatures", "refusedKeys"))
        {
            var refusal = Should.Throw<FormatException>(() => PrivateKey.FromHex(row.GetString()!));
            if (row.GetString()!.Length > 10)
            {
                refusal.Message.ShouldNotContain(row.GetString()![2..]);
            }
        }
    }

    [Fact]
    public void Random_bytes_of_any_length_are_judged_without_an_exception()
    {
        var random = new Random(1);
        for (var i = 0; i < 5000; i++)
        {
            var bytes = new byte[i % 3 == 0 ? random.Next(0, 200) : 64 + i % 2];
            random.NextBytes(bytes);
            if (bytes.Length == 65)
            {
                bytes[64] = (byte)(27 + i % 4 / 2);
            }
            if (EcdsaSignature.TryParse(bytes, out var signature, out _))
            {
                _ = Secp256k1.Recover(default, signature);
            }
        }
    }
}
