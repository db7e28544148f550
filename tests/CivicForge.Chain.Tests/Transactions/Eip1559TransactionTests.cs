using System.Globalization;
using System.Numerics;
using System.Text.Json;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Tests.Web3;
using CivicForge.Chain.Transactions;
using CivicForge.Chain.Web3.Transactions;

namespace CivicForge.Chain.Tests.Transactions;

public sealed class Eip1559TransactionTests
{
    private static IEnumerable<JsonElement> Rows(bool withAccessList) =>
        GoldenVectors
            .Rows("transactions", "eip1559")
            .Where(r => r.GetProperty("transaction").GetProperty("accessList").GetArrayLength() > 0 == withAccessList);

    [Fact]
    public void Signed_transactions_are_the_bytes_that_viem_and_ethers_sign()
    {
        foreach (var row in Rows(withAccessList: false))
        {
            var signed = Read(row.GetProperty("transaction")).Sign(PrivateKey.FromHex(row.Text("privateKey")));
            signed.SigningHash.ShouldBe(row.Hash("signingHash"));
            Hex.Encode(signed.Raw).ShouldBe(row.Text("raw"));
            signed.Hash.ShouldBe(row.Hash("hash"));
            signed.Sender.ShouldBe(row.Address("sender"));
        }
    }

    [Fact]
    public void Raw_bytes_are_read_back_with_their_sender()
    {
        foreach (var row in Rows(withAccessList: false))
        {
            var signed = SignedTransaction.Decode(row.Bytes("raw"));
            signed.Sender.ShouldBe(row.Address("sender"));
            signed.Hash.ShouldBe(row.Hash("hash"));
            signed.Transaction.ShouldBe(Read(row.GetProperty("transaction")));
        }
    }

    [Fact]
    public void A_transaction_with_an_access_list_is_refused_rather_than_misread()
    {
        foreach (var row in Rows(withAccessList: true))
        {
            Should
                .Throw<FormatException>(() => SignedTransaction.Decode(row.Bytes("raw")))
                .Message.ShouldContain("access list");
        }
    }

    [Fact]
    public void Every_cut_and_every_flipped_bit_is_refused_or_is_another_transaction()
    {
        var raw = Rows(withAccessList: false).First().Bytes("raw");
        for (var length = 0; length < raw.Length; length++)
        {
            Should.Throw<FormatException>(() => SignedTransaction.Decode(raw.AsSpan(0, length)));
        }
        for (var bit = 0; bit < raw.Length * 8; bit++)
        {
            var changed = raw.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                NethereumTransaction.Encode(SignedTransaction.Decode(changed)).ShouldBe(changed);
            }
            catch (FormatException)
            {
                continue;
            }
        }
    }

    private static Eip1559Transaction Read(JsonElement t) =>
        new(
            t.GetProperty("chainId").GetUInt64(),
            t.GetProperty("nonce").GetUInt64(),
            Number(t, "maxPriorityFeePerGas"),
            Number(t, "maxFeePerGas"),
            (ulong)Number(t, "gas"),
            t.GetProperty("to").ValueKind == JsonValueKind.Null ? null : t.Address("to"),
            Number(t, "value"),
            t.Bytes("data")
        );

    private static BigInteger Number(JsonElement t, string name) =>
        BigInteger.Parse(t.Text(name), CultureInfo.InvariantCulture);
}
