using CivicForge.Chain.Transactions;
using FsCheck;
using FsCheck.Fluent;

namespace CivicForge.Chain.Tests.Transactions;

public sealed class RlpPropertyTests
{
    [Fact]
    public void Whatever_is_encoded_is_decoded_to_the_same_items() =>
        Prop.ForAll(
                Item(3).ToArbitrary(),
                item =>
                    NethereumRlp
                        .Encode(Rlp.Decode(NethereumRlp.Encode(item)))
                        .AsSpan()
                        .SequenceEqual(NethereumRlp.Encode(item))
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Random_bytes_are_refused_or_are_the_one_encoding_of_what_they_hold() =>
        Prop.ForAll(
                Gen.Choose(0, 60)
                    .SelectMany(n => Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b), n))
                    .ToArbitrary(),
                bytes =>
                {
                    try
                    {
                        return NethereumRlp.Encode(Rlp.Decode(bytes)).AsSpan().SequenceEqual(bytes);
                    }
                    catch (FormatException)
                    {
                        return true;
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    private static Gen<object> Item(int depth) =>
        depth == 0
            ? Bytes()
            : Gen.OneOf(
                Bytes(),
                Gen.Choose(0, 5).SelectMany(n => Gen.ArrayOf(Item(depth - 1), n)).Select(items => (object)items)
            );

    private static Gen<object> Bytes() =>
        Gen.Choose(0, 70)
            .SelectMany(n => Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b), n))
            .Select(b => (object)b);
}
