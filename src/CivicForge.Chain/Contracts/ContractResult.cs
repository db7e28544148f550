using CivicForge.Chain.Abi;
using CivicForge.Chain.Rpc;

namespace CivicForge.Chain.Contracts;

internal static class ContractResult
{
    /// <exception cref="RpcException">The data is not a result of this function: there is no such contract at the
    /// address, or the node lies.</exception>
    internal static object[] Decode(AbiFunction function, byte[] data, Address contract)
    {
        try
        {
            return function.DecodeOutput(data);
        }
        catch (FormatException e)
        {
            var reason =
                data.Length == 0
                    ? $"there is no contract at {contract}"
                    : $"the contract at {contract} answered {data.Length} bytes that are not a result";
            throw new RpcException(RpcFailure.Garbage, "eth_call", $"{function}: {reason} ({e.Message})", inner: e);
        }
    }
}
