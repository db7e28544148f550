using System.Text;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Web3.Rpc;
using Nethereum.ABI.FunctionEncoding;
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.Contracts;

namespace CivicForge.Chain.Web3.Contracts;

/// <summary>The custom errors with which our contracts refuse a call.</summary>
public static partial class ContractErrors
{
    /// <summary>The error that a revert carries; null when no contract of ours declares it, or the data is not
    /// exactly its encoding.</summary>
    public static IErrorDTO? Decode(byte[] revertData)
    {
        var known =
            revertData.Length < 4
                ? null
                : All.FirstOrDefault(each => revertData.AsSpan(0, 4).SequenceEqual(each.Selector));
        return known?.Decode(Hex.Encode(revertData)) is { } error && Reencoding.IsExact(error, revertData.AsSpan(4))
            ? error
            : null;
    }

    /// <summary>For people: <c>UnexpectedBatch(expected 3, given 2)</c>, or the bytes in hex when they are not an error
    /// of ours.</summary>
    public static string Describe(byte[] revertData)
    {
        if (Decode(revertData) is not { } error)
        {
            return Hex.Encode(revertData);
        }

        var name = error.GetType().Name[..^"Error".Length];
        var values = new ParametersEncoder()
            .GetParameterAttributeValues(error.GetType(), error)
            .Select(each => $"{each.ParameterAttribute.Name} {Text(each.Value)}");
        return $"{name}({string.Join(", ", values)})";
    }

    private static string Text(object value) => value is byte[] bytes ? Hex.Encode(bytes) : $"{value}";

    private sealed record Known(byte[] Selector, Func<string, IErrorDTO?> Decode)
    {
        internal static Known Of<T>(string signature)
            where T : class, IErrorDTO, new() =>
            new(
                Keccak256.Hash(Encoding.ASCII.GetBytes(signature)).Bytes[..4].ToArray(),
                data => data.DecodeExceptionEncodedData<T>()
            );
    }
}
