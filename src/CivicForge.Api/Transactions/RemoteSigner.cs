using System.Text.Json;
using System.Text.Json.Nodes;
using CivicForge.Api.Hosting;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Transactions;

namespace CivicForge.Api.Transactions;

/// <summary>A key that only a program elsewhere has: Web3Signer, Clef, or another that signs when it is asked over
/// JSON-RPC. It may lie; what it answers is compared with what it was asked before anything is stored.</summary>
internal sealed class RemoteSigner(RemoteSignerOptions options, Address address) : ISigner
{
    /// <summary>Far above a claim of twenty rewards, in hex and once more as JSON, as Clef answers.</summary>
    private const long LargestAnswer = 4 << 20;
    private const int MethodNotFound = -32601;
    private const int MostOfItsWords = 300;

    private static readonly SocketsHttpHandler Handler = new()
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        UseCookies = false,
        UseProxy = false,
        AllowAutoRedirect = false,
    };
    private readonly RpcTransport _transport = new(
        new HttpClient(Handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan },
        options.Url,
        options.Timeout,
        LargestAnswer
    );

    public Address Address => address;

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        JsonElement? accounts;
        try
        {
            accounts = await AskAsync(options.ProbeMethod, [], cancellationToken);
        }
        catch (SignerSilentException e) when (e.InnerException is RpcException { Code: MethodNotFound })
        {
            return; // it answers, and knows nothing but how to sign
        }
        if (options.ListsAccounts && accounts is { } list && !Lists(list))
        {
            throw Silent($"does not have the key of {address}");
        }
    }

    public async Task<byte[]> SignAsync(Eip1559Transaction transaction, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(options.Method, new JsonArray(Request(transaction)), cancellationToken);
        // Web3Signer answers with the bytes, geth and Clef with an object that has them.
        var raw =
            answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("raw", out var inner) ? inner : answer;
        return raw.ValueKind == JsonValueKind.String && Hex.TryDecode(raw.GetString(), out var bytes)
            ? bytes
            : throw new WrongSignatureException("the signer returned no bytes in hex");
    }

    /// <summary>All fields: what is not said, a signer fills in by itself.</summary>
    private JsonObject Request(Eip1559Transaction transaction) =>
        new()
        {
            ["from"] = address.ToString(),
            ["to"] = transaction.To?.ToString(),
            ["chainId"] = Quantity.Encode(transaction.ChainId),
            ["nonce"] = Quantity.Encode(transaction.Nonce),
            ["gas"] = Quantity.Encode(transaction.GasLimit),
            ["maxFeePerGas"] = Quantity.Encode(transaction.MaxFeePerGas),
            ["maxPriorityFeePerGas"] = Quantity.Encode(transaction.MaxPriorityFeePerGas),
            ["value"] = Quantity.Encode(transaction.Value),
            ["data"] = Hex.Encode(transaction.Data),
        };

    private bool Lists(JsonElement accounts) =>
        accounts.ValueKind == JsonValueKind.Array
        && accounts.EnumerateArray().Any(a => a.ValueKind == JsonValueKind.String && IsOurs(a.GetString()!));

    private bool IsOurs(string text) => Hex.TryDecode(text, out var bytes) && address.Bytes.SequenceEqual(bytes);

    private async Task<JsonElement> AskAsync(string method, JsonArray parameters, CancellationToken cancellationToken)
    {
        try
        {
            return await _transport.SendAsync(method, parameters, cancellationToken);
        }
        catch (RpcException e)
        {
            throw Silent(
                e.Failure switch
                {
                    RpcFailure.Timeout => $"gave no answer within {options.Timeout.TotalSeconds:0.#} s",
                    RpcFailure.Unreachable => $"cannot be reached ({e.InnerException?.Message})",
                    _ => $"does not sign: {Shortened(e.Message)}",
                },
                e
            );
        }
    }

    private SignerSilentException Silent(string what, Exception? inner = null) =>
        new(
            $"The remote signer at {_transport.Url.Host}:{_transport.Url.Port} {what}. Nothing was signed; it is asked "
                + "again.",
            inner
        );

    private static string Shortened(string words) =>
        (words.Length <= MostOfItsWords ? words : $"{words[..MostOfItsWords]}…").TrimEnd('.');
}
