using System.Numerics;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Transactions;
using CivicForge.Chain.Web3.Transactions;
using Nethereum.Model;
using Nethereum.Signer;
using SignedTransaction = CivicForge.Chain.Transactions.SignedTransaction;

namespace CivicForge.Chain.Tests.Web3;

/// <summary>Transactions that nobody chose. Nethereum encodes them and libsecp256k1 signs; our decoder and
/// Nethereum's own signer are the judges.</summary>
public sealed class RandomTransactionTests
{
    private static readonly int[] Lengths = [0, 1, 2, 4, 54, 55, 56, 57, 100, 127, 128, 255, 256, 1000];

    [Theory]
    [InlineData(5_000, 50)]
    [InlineData(120_000, 100, Traits = ["Tier", "Long"])]
    public void What_is_encoded_is_what_was_asked_and_the_bytes_are_those_of_another_signer(int count, int every)
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var (transaction, key) = (Transaction(random), Key(random));
            var raw = transaction.Encode(key);
            var what = $"transaction {i} of seed {seed}";
            var read = SignedTransaction.Decode(raw);
            read.Transaction.ShouldBe(transaction, what);
            read.Sender.ShouldBe(key.Address, what);
            if (i % every != 0)
            {
                continue; // Nethereum's curve takes milliseconds
            }
            Hex.Encode(raw).ShouldBe(NethereumTransaction.Sign(transaction, key), what);
            ShouldBeReadBack(read, what);
        }
    }

    private static void ShouldBeReadBack(SignedTransaction ours, string what)
    {
        var theirs = TransactionFactory.CreateTransaction(ours.Raw).ShouldBeOfType<Transaction1559>(what);
        theirs.GetSenderAddress().ShouldBe(ours.Sender.ToString(), what);
        theirs.Hash.ShouldBe(ours.Hash.ToArray(), what);
        theirs.Nonce.ShouldBe(ours.Transaction.Nonce, what);
        theirs.MaxFeePerGas.ShouldBe(ours.Transaction.MaxFeePerGas, what);
        theirs.Amount.ShouldBe(ours.Transaction.Value, what);
    }

    private static Eip1559Transaction Transaction(Random random) =>
        new(
            1 + (ulong)Number(random, 7),
            (ulong)Number(random, 7),
            Number(random, 12),
            Number(random, 12),
            (ulong)Number(random, 6),
            random.Next(5) == 0 ? null : new Address(Bytes(random, 20, zeros: random.Next(16) == 0 ? 1 : 0)),
            Number(random, 16),
            Data(random)
        );

    /// <summary>One key in eight begins with zeros, which some libraries drop.</summary>
    private static PrivateKey Key(Random random) =>
        PrivateKey.FromHex(Hex.Encode(Bytes(random, 32, zeros: random.Next(8) == 0 ? random.Next(1, 3) : 0)));

    private static byte[] Data(Random random)
    {
        var data = Bytes(random, Lengths[random.Next(Lengths.Length)], zeros: 0);
        if (data.Length == 1)
        {
            data[0] = (byte)random.Next(3);
        }
        return data;
    }

    private static BigInteger Number(Random random, int most) =>
        new(Bytes(random, random.Next(most + 1), zeros: 0), isUnsigned: true, isBigEndian: true);

    private static byte[] Bytes(Random random, int count, int zeros)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes.AsSpan(zeros));
        return bytes;
    }
}
