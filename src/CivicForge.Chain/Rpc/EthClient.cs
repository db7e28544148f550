using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CivicForge.Chain.Rpc;

/// <summary>The Ethereum JSON-RPC methods that CivicForge uses, against one node. The node is not trusted: what it
/// answers is parsed strictly, and callers check hashes, chain id and finality themselves.</summary>
public sealed class EthClient
{
    private const string ByNumber = "eth_getBlockByNumber";

    private static readonly SocketsHttpHandler SharedHandler = new()
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
        UseProxy = false,
        AllowAutoRedirect = false,
    };
    private readonly RpcTransport _transport;
    private readonly StateReads _state;

    /// <param name="timeout">Deadline of each call; 10 s by default.</param>
    public EthClient(Uri url, TimeSpan? timeout = null)
        : this(
            new HttpClient(SharedHandler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan },
            url,
            timeout
        ) { }

    /// <param name="http">Carries the seam for tests: its handler.</param>
    /// <param name="maxAnswer">Bytes; a longer answer is refused.</param>
    public EthClient(HttpClient http, Uri url, TimeSpan? timeout = null, long maxAnswer = RpcTransport.LargestAnswer) =>
        (_transport, _state) = (
            new RpcTransport(http, url, timeout ?? TimeSpan.FromSeconds(10), maxAnswer),
            new StateReads(this)
        );

    public Uri Url => _transport.Url;

    /// <summary>The way to this node, for other clients of it.</summary>
    public RpcTransport Transport => _transport;

    /// <summary>Any method; the raw <c>result</c>.</summary>
    public Task<JsonElement> RequestAsync(string method, JsonArray parameters, CancellationToken cancellationToken) =>
        _transport.SendAsync(method, parameters, cancellationToken);

    public Task<ulong> ChainIdAsync(CancellationToken cancellationToken) =>
        ReadAsync("eth_chainId", [], r => Quantity.DecodeUInt64(r.GetString()), cancellationToken);

    public Task<ulong> BlockNumberAsync(CancellationToken cancellationToken) =>
        ReadAsync("eth_blockNumber", [], r => Quantity.DecodeUInt64(r.GetString()), cancellationToken);

    /// <summary>The block, or null when the node does not have it.</summary>
    public Task<Block?> GetBlockAsync(BlockId block, CancellationToken cancellationToken) =>
        _transport.ReadAsync(
            block.BlockHash is null ? ByNumber : "eth_getBlockByHash",
            Parameters(block.BlockHash?.ToString() ?? block.Tag ?? "latest", false),
            Block.Read,
            cancellationToken
        );

    /// <summary>Several blocks by number in one request.</summary>
    /// <exception cref="RpcException">The node answers no batches, or not this one.</exception>
    public Task<RpcResult<Block?>[]> GetBlocksAsync(
        IReadOnlyList<ulong> numbers,
        CancellationToken cancellationToken
    ) =>
        _transport.ReadManyAsync(
            ByNumber,
            [.. numbers.Select(n => Parameters(Quantity.Encode(n), false))],
            Block.Read,
            cancellationToken
        );

    public Task<IReadOnlyList<Log>> GetLogsAsync(LogFilter filter, CancellationToken cancellationToken) =>
        _transport.ReadAsync("eth_getLogs", Parameters(filter.ToJson()), Log.ReadAll, cancellationToken);

    /// <summary>The answers to several filters in one request.</summary>
    /// <inheritdoc cref="GetBlocksAsync"/>
    public Task<RpcResult<IReadOnlyList<Log>>[]> GetLogsAsync(
        IReadOnlyList<LogFilter> filters,
        CancellationToken cancellationToken
    ) =>
        _transport.ReadManyAsync(
            "eth_getLogs",
            [.. filters.Select(f => Parameters(f.ToJson()))],
            Log.ReadAll,
            cancellationToken
        );

    /// <summary>Runs a message without a transaction; the return data.</summary>
    /// <exception cref="RpcException">With <see cref="RpcFailure.Reverted"/> when it reverts.</exception>
    public Task<byte[]> CallAsync(CallRequest call, BlockId block, CancellationToken cancellationToken) =>
        AtAsync("eth_call", block, at => Parameters(call.ToJson(), at), Bytes, cancellationToken);

    public Task<ulong> EstimateGasAsync(CallRequest call, CancellationToken cancellationToken) =>
        ReadAsync(
            "eth_estimateGas",
            Parameters(call.ToJson()),
            r => Quantity.DecodeUInt64(r.GetString()),
            cancellationToken
        );

    /// <summary>The receipt, or null while the transaction is unknown or pending.</summary>
    public Task<Receipt?> GetReceiptAsync(Hash32 transactionHash, CancellationToken cancellationToken) =>
        ReadAsync(
            "eth_getTransactionReceipt",
            Parameters(transactionHash.ToString()),
            r => Nullable(r, Receipt.Read),
            cancellationToken
        );

    public Task<TransactionInfo?> GetTransactionAsync(Hash32 transactionHash, CancellationToken cancellationToken) =>
        ReadAsync(
            "eth_getTransactionByHash",
            Parameters(transactionHash.ToString()),
            r => Nullable(r, TransactionInfo.Read),
            cancellationToken
        );

    /// <summary>The number of transactions sent: the next nonce as of that block.</summary>
    public Task<ulong> GetTransactionCountAsync(Address account, BlockId block, CancellationToken cancellationToken) =>
        AtAsync(
            "eth_getTransactionCount",
            block,
            at => Parameters(account.ToString(), at),
            r => Quantity.DecodeUInt64(r.GetString()),
            cancellationToken
        );

    /// <summary>The balance in wei.</summary>
    public Task<BigInteger> GetBalanceAsync(Address account, BlockId block, CancellationToken cancellationToken) =>
        AtAsync(
            "eth_getBalance",
            block,
            at => Parameters(account.ToString(), at),
            r => Quantity.Decode(r.GetString()),
            cancellationToken
        );

    /// <summary>The runtime code; empty when the account has none.</summary>
    public Task<byte[]> GetCodeAsync(Address account, BlockId block, CancellationToken cancellationToken) =>
        AtAsync("eth_getCode", block, at => Parameters(account.ToString(), at), Bytes, cancellationToken);

    /// <summary>Broadcasts raw bytes. An error leaves the outcome unknown: the transaction may have been
    /// accepted.</summary>
    public Task<Hash32> SendRawTransactionAsync(byte[] raw, CancellationToken cancellationToken) =>
        ReadAsync(
            "eth_sendRawTransaction",
            Parameters(Hex.Encode(raw)),
            r => Hash32.Parse(r.GetString() ?? ""),
            cancellationToken
        );

    /// <param name="percentiles">Of the priority fees paid in each block, 0 to 100, ascending.</param>
    public Task<FeeHistory> FeeHistoryAsync(
        int blocks,
        BlockId newest,
        IReadOnlyList<double> percentiles,
        CancellationToken cancellationToken
    ) =>
        ReadAsync(
            "eth_feeHistory",
            Parameters(
                Quantity.Encode(blocks),
                newest.ToJson(),
                new JsonArray([.. percentiles.Select(p => JsonValue.Create(p))])
            ),
            FeeHistory.Read,
            cancellationToken
        );

    private Task<T> AtAsync<T>(
        string method,
        BlockId block,
        Func<JsonNode, JsonArray> parameters,
        Func<JsonElement, T> read,
        CancellationToken cancellationToken
    ) =>
        _state.AtAsync(
            method,
            block,
            at => ReadAsync(method, parameters(at), read, cancellationToken),
            cancellationToken
        );

    private async Task<T> ReadAsync<T>(
        string method,
        JsonArray parameters,
        Func<JsonElement, T> read,
        CancellationToken cancellationToken
    )
    {
        var result = await _transport.SendAsync(method, parameters, cancellationToken).ConfigureAwait(false);
        try
        {
            return read(result);
        }
        catch (Exception e) when (RpcResults.IsShape(e))
        {
            throw RpcResults.Misshapen(method, e);
        }
    }

    /// <summary>A collection expression would call the generic <c>Add</c>, which a trimmed program cannot
    /// use.</summary>
    private static JsonArray Parameters(params JsonNode?[] values) => new(values);

    private static byte[] Bytes(JsonElement result) => Hex.Decode(result.GetString() ?? "");

    private static T? Nullable<T>(JsonElement result, Func<JsonElement, T> read)
        where T : class => result.ValueKind == JsonValueKind.Null ? null : read(result);
}
