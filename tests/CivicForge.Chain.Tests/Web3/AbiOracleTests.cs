using System.Numerics;
using CivicForge.Chain.Abi;
using CivicForge.Chain.Tests.Abi;
using FsCheck;
using FsCheck.Fluent;
using Nethereum.ABI.ABIDeserialisation;
using Nethereum.ABI.FunctionEncoding;
using Newtonsoft.Json.Linq;

namespace CivicForge.Chain.Tests.Web3;

/// <summary>Values of random types, encoded by Nethereum, are what our encoder writes and our decoder reads.</summary>
public sealed class AbiOracleTests
{
    [Fact]
    public void Random_values_of_random_types_are_encoded_alike_and_read_back() =>
        Prop.ForAll(
                AbiPropertyTests.Any().ToArbitrary(),
                sample =>
                {
                    var function = ABIDeserialiserFactory
                        .DeserialiseContractABI(
                            new JArray(
                                new JObject
                                {
                                    ["type"] = "function",
                                    ["name"] = "f",
                                    ["inputs"] = new JArray(Parameter(sample.Type)),
                                    ["outputs"] = new JArray(),
                                    ["stateMutability"] = "view",
                                }
                            ).ToString()
                        )
                        .Functions[0];
                    var theirs = new ParametersEncoder().EncodeParameters(
                        function.InputParameters,
                        Value(sample.Type, sample.Value)
                    );
                    return theirs.AsSpan().SequenceEqual(AbiEncoder.Encode([sample.Type], sample.Value))
                        && AbiVectorTests.Canonical(AbiDecoder.Decode([sample.Type], theirs)[0])
                            == AbiVectorTests.Canonical(sample.Value);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static JObject Parameter(AbiType type)
    {
        var (text, suffix) = (type.ToString(), "");
        while (type.Kind == AbiKind.Array)
        {
            (type, suffix) = (type.Element!, $"[{type.Length}]{suffix}");
        }
        if (type.Kind != AbiKind.Tuple)
        {
            return new JObject { ["name"] = "p", ["type"] = text };
        }
        return new JObject
        {
            ["name"] = "p",
            ["type"] = "tuple" + suffix,
            ["components"] = new JArray(type.Components.Select((c, i) => Named(Parameter(c), $"p{i}"))),
        };
    }

    private static JObject Named(JObject parameter, string name)
    {
        parameter["name"] = name;
        return parameter;
    }

    private static object Value(AbiType type, object value) =>
        type.Kind switch
        {
            AbiKind.Array => ((IEnumerable<object>)value).Select(each => Value(type.Element!, each)).ToList(),
            AbiKind.Tuple => ((IEnumerable<object>)value)
                .Zip(type.Components, (each, component) => Value(component, each))
                .ToArray(),
            AbiKind.Address => ((Address)value).ToString(),
            _ => value is BigInteger or bool or string or byte[]
                ? value
                : throw new InvalidOperationException($"{type} has a value of {value.GetType()}."),
        };
}
