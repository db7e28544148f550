using System.Numerics;
using CivicForge.Chain.Abi;
using FsCheck;
using FsCheck.Fluent;

namespace CivicForge.Chain.Tests.Abi;

public sealed class AbiPropertyTests
{
    [Fact]
    public void Whatever_is_encoded_is_decoded_to_the_same_values() =>
        Prop.ForAll(
                Any().ToArbitrary(),
                sample =>
                {
                    var encoded = AbiEncoder.Encode([sample.Type], sample.Value);
                    var decoded = AbiDecoder.Decode([sample.Type], encoded);
                    return AbiVectorTests.Canonical(decoded[0]) == AbiVectorTests.Canonical(sample.Value)
                        && AbiEncoder.Encode([sample.Type], decoded).AsSpan().SequenceEqual(encoded);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_damaged_encoding_is_refused_or_read_but_breaks_nothing() =>
        Prop.ForAll(
                Any().ToArbitrary(),
                Arb.From(Gen.Choose(0, int.MaxValue)),
                (sample, damage) =>
                {
                    var encoded = AbiEncoder.Encode([sample.Type], sample.Value);
                    if (encoded.Length == 0)
                    {
                        return true;
                    }
                    encoded[damage % encoded.Length] ^= (byte)(1 + damage / 7 % 255);
                    try
                    {
                        return AbiDecoder.Decode([sample.Type], encoded).Length == 1;
                    }
                    catch (FormatException)
                    {
                        return true;
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    internal sealed record Sample(AbiType Type, object Value)
    {
        public override string ToString() => $"{Type}: {AbiVectorTests.Canonical(Value)}";
    }

    internal static Gen<Sample> Any() => Gen.Choose(0, 3).SelectMany(Any);

    private static Gen<Sample> Any(int depth) => depth == 0 ? Leaf() : Gen.OneOf(Leaf(), Array(depth), Tuple(depth));

    private static Gen<Sample> Array(int depth) =>
        from type in Any(depth - 1).Select(s => s.Type)
        from count in Gen.Choose(0, 4)
        from isFixed in Gen.Elements(true, false)
        from items in Gen.ArrayOf(Of(type), count)
        select new Sample(AbiType.ArrayOf(type, isFixed && count > 0 ? count : null), items);

    private static Gen<Sample> Tuple(int depth) =>
        from items in Gen.Choose(1, 3).SelectMany(n => Gen.ArrayOf(Any(depth - 1), n))
        select new Sample(AbiType.Tuple([.. items.Select(i => i.Type)]), items.Select(i => i.Value).ToArray());

    private static Gen<Sample> Leaf() =>
        from name in Gen.Elements(
            "uint8",
            "uint64",
            "uint256",
            "int8",
            "int128",
            "int256",
            "address",
            "bool",
            "bytes1",
            "bytes16",
            "bytes32",
            "bytes",
            "string"
        )
        from value in Of(AbiType.Parse(name))
        select new Sample(AbiType.Parse(name), value);

    private static Gen<object> Of(AbiType type) =>
        type.Kind switch
        {
            AbiKind.Uint => Bytes(type.Size / 8).Select(b => (object)new BigInteger(b, isUnsigned: true)),
            AbiKind.Int => Bytes(type.Size / 8).Select(b => (object)new BigInteger(b)),
            AbiKind.Address => Bytes(20).Select(b => (object)new Address(b)),
            AbiKind.Bool => Gen.Elements<object>(true, false),
            AbiKind.FixedBytes => Bytes(type.Size).Select(b => (object)b),
            AbiKind.Bytes => Gen.Choose(0, 70).SelectMany(Bytes).Select(b => (object)b),
            AbiKind.String => Gen.Choose(0, 40)
                .SelectMany(n => Gen.ArrayOf(Gen.Elements('a', 'ä', '€', '\n', '公'), n))
                .Select(c => (object)new string(c)),
            AbiKind.Tuple => type
                .Components.Aggregate(
                    Gen.Constant(System.Array.Empty<object>()),
                    (all, c) => all.SelectMany(a => Of(c).Select(v => (object[])[.. a, v]))
                )
                .Select(v => (object)v),
            _ => (type.Length is { } fixedLength ? Gen.Constant(fixedLength) : Gen.Choose(0, 3))
                .SelectMany(n => Gen.ArrayOf(Of(type.Element!), n))
                .Select(v => (object)v),
        };

    private static Gen<byte[]> Bytes(int count) => Gen.ArrayOf(Gen.Elements<byte>(0, 1, 0x7f, 0x80, 0xff, 0x5a), count);
}
