using System.Text.Json;
using System.Text.Json.Nodes;
using CivicForge.Chain.Rpc;
using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.JsonRpc.Client.RpcMessages;
using Newtonsoft.Json;

namespace CivicForge.Chain.Web3.Rpc;

/// <summary>Nethereum's seam over our transport: its deadline, its typed errors, and results that are checked before
/// Nethereum sees them.
/// Nethereum's methods take no token, so each operation makes a client of its own with the caller's.</summary>
internal sealed class NodeClient(RpcTransport transport, CancellationToken cancellationToken) : ClientBase
{
    private static readonly JsonSerializerSettings Settings =
        DefaultJsonSerializerSettingsFactory.BuildDefaultJsonSerializerSettings();

    public override async Task<RpcResponseMessage> SendAsync(RpcRequestMessage request, string? route = null)
    {
        var parameters = JsonNode
            .Parse(JsonConvert.SerializeObject(request.RawParameters ?? Array.Empty<object>(), Settings))!
            .AsArray();
        var result = await transport.SendAsync(request.Method, parameters, cancellationToken).ConfigureAwait(false);
        return new RpcResponseMessage { Id = request.Id, ResultSystemTextJson = Checked(request.Method, result) };
    }

    protected override Task<RpcResponseMessage[]> SendAsync(RpcRequestMessage[] requests) =>
        throw new NotSupportedException("A batch shares one deadline and one failure; calls go one by one.");

    /// <summary>A quantity, or bytes in hex; the write path asks for nothing else.</summary>
    public override T DecodeResult<T>(RpcResponseMessage rpcResponseMessage)
    {
        var text = rpcResponseMessage.ResultSystemTextJson.GetString()!;
        object result =
            typeof(T) == typeof(HexBigInteger) ? new HexBigInteger(Quantity.Decode(text))
            : typeof(T) == typeof(string) ? text
            : throw new NotSupportedException($"A result of type {typeof(T).Name} is not read through Nethereum.");
        return (T)result;
    }

    /// <summary>Nethereum reads <c>"0x:;"</c> as 171 and null as 0.</summary>
    private static JsonElement Checked(string method, JsonElement result)
    {
        try
        {
            var text =
                result.ValueKind == JsonValueKind.String
                    ? result.GetString()!
                    : throw new FormatException("It is not a string.");
            _ = method == "eth_call" ? Hex.Decode(text) : Quantity.Decode(text).ToByteArray();
            return result;
        }
        catch (FormatException e)
        {
            throw new RpcException(
                RpcFailure.Garbage,
                method,
                $"the result has another shape than the method's ({e.Message}).",
                inner: e
            );
        }
    }
}
