using System.Text.Json;
using System.Text.Json.Nodes;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;

namespace CivicForge.Verifier.Node;

/// <summary>The questions of a verification to the caller's node. What may pass – limits, overload, a block that this
/// node of many does not have yet – is asked three times. Reads only the members it uses. Where the node knows no
/// blocks by hash (EIP-1898), it asks by number and compares the hash before and after.</summary>
/// <param name="pause">Before the second try; twice as long before the third.</param>
internal sealed class PatientNode(EthClient client, TimeSpan pause, CancellationToken cancellationToken)
{
    private const int Tries = 3;
    private static readonly TimeSpan LongestWish = TimeSpan.FromSeconds(2);
    private bool _onlyByNumber;

    internal Task<ulong> ChainIdAsync() =>
        AskAsync("eth_chainId", [], result => Quantity.DecodeUInt64(result.GetString()));

    internal Task<ulong> HeadAsync() =>
        AskAsync("eth_blockNumber", [], result => Quantity.DecodeUInt64(result.GetString()));

    /// <summary>The block by tag or number; null when the node has none.</summary>
    internal Task<Header?> HeaderAsync(string block) => AskAsync("eth_getBlockByNumber", [block, false], Header.Read);

    internal async Task<Header?> HeaderAsync(Hash32 hash)
    {
        var header = await AskAsync("eth_getBlockByHash", [hash.ToString(), false], Header.Read).ConfigureAwait(false);
        return header is null || header.Hash == hash
            ? header
            : throw Contradiction(
                "eth_getBlockByHash",
                $"asked for block {hash}, the node answered with {header.Hash}."
            );
    }

    /// <summary>Whether the node says that it has not caught up; one that cannot say counts as one that has.</summary>
    internal async Task<bool> IsSyncingAsync()
    {
        try
        {
            return await AskAsync(
                    "eth_syncing",
                    [],
                    result => result.ValueKind is JsonValueKind.Object or JsonValueKind.True
                )
                .ConfigureAwait(false);
        }
        catch (RpcException e) when (e.Failure is not (RpcFailure.Timeout or RpcFailure.Unreachable))
        {
            return false;
        }
    }

    internal Task<byte[]> CodeAsync(Address account) => AskAsync("eth_getCode", [account.ToString(), "latest"], Bytes);

    internal Task<IReadOnlyList<AnchorLog>> LogsAsync(
        Address emitter,
        IReadOnlyList<Hash32> topics,
        ulong from,
        ulong to
    )
    {
        var filter = new JsonObject
        {
            ["address"] = emitter.ToString(),
            ["topics"] = new JsonArray([.. topics.Select(topic => (JsonNode)JsonValue.Create(topic.ToString()))]),
            ["fromBlock"] = Quantity.Encode(from),
            ["toBlock"] = Quantity.Encode(to),
        };
        return AskAsync(
            "eth_getLogs",
            [filter],
            result => (IReadOnlyList<AnchorLog>)[.. result.EnumerateArray().Select(AnchorLog.Read)]
        );
    }

    internal Task<byte[]> CallLatestAsync(Address? to, byte[] data) => CallAsync(to, data, null, "latest");

    /// <summary>Runs a message at one block and no other.</summary>
    /// <exception cref="RpcException">With <see cref="RpcFailure.Reverted"/> when it reverts.</exception>
    internal async Task<byte[]> CallAsync(Address? to, byte[] data, BlockReference at, ulong? gas = null)
    {
        if (!_onlyByNumber)
        {
            try
            {
                return await CallAsync(to, data, gas, new JsonObject { ["blockHash"] = at.Hash.ToString() })
                    .ConfigureAwait(false);
            }
            catch (RpcException e) when (e.Failure == RpcFailure.UnsupportedParameter)
            {
                _onlyByNumber = true;
            }
        }

        await RequireAsync(at).ConfigureAwait(false);
        var answer = await AnswerAsync(() => CallAsync(to, data, gas, Quantity.Encode(at.Number)))
            .ConfigureAwait(false);
        await RequireAsync(at).ConfigureAwait(false);
        return answer.Revert is { } revert ? throw revert : answer.Data;
    }

    private static async Task<(byte[] Data, RpcException? Revert)> AnswerAsync(Func<Task<byte[]>> call)
    {
        try
        {
            return (await call().ConfigureAwait(false), null);
        }
        catch (RpcException e) when (e.Failure == RpcFailure.Reverted)
        {
            return ([], e);
        }
    }

    private async Task RequireAsync(BlockReference block)
    {
        var header = await HeaderAsync(Quantity.Encode(block.Number)).ConfigureAwait(false);
        if (header?.Hash != block.Hash)
        {
            throw Contradiction(
                "eth_getBlockByNumber",
                $"the node takes no blocks by hash, and its block {block.Number} is "
                    + $"{header?.Hash.ToString() ?? "not there"}, not {block.Hash}."
            );
        }
    }

    private Task<byte[]> CallAsync(Address? to, byte[] data, ulong? gas, JsonNode block)
    {
        var call = new JsonObject { ["data"] = Hex.Encode(data) };
        if (to is { } recipient)
        {
            call["to"] = recipient.ToString();
        }
        if (gas is { } cap)
        {
            call["gas"] = Quantity.Encode(cap);
        }
        return AskAsync("eth_call", [call, block], Bytes);
    }

    private async Task<T> AskAsync<T>(string method, JsonNode?[] parameters, Func<JsonElement, T> read)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ReadAsync(method, parameters, read).ConfigureAwait(false);
            }
            catch (RpcException e)
                when (attempt < Tries && e.Retryable && e.Failure is not (RpcFailure.Timeout or RpcFailure.Unreachable))
            {
                var wish =
                    e.RetryAfter is { } asked && asked < LongestWish ? asked
                    : e.RetryAfter is null ? TimeSpan.Zero
                    : LongestWish;
                var delay = pause * attempt;
                await Task.Delay(wish > delay ? wish : delay, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<T> ReadAsync<T>(string method, JsonNode?[] parameters, Func<JsonElement, T> read)
    {
        var result = await client
            .RequestAsync(method, new JsonArray([.. parameters.Select(p => p?.DeepClone())]), cancellationToken)
            .ConfigureAwait(false);
        try
        {
            return read(result);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or OverflowException)
        {
            throw new RpcException(
                RpcFailure.Garbage,
                method,
                $"the result has another shape than the method's ({e.Message}).",
                inner: e
            );
        }
    }

    private static byte[] Bytes(JsonElement result) => Hex.Decode(result.GetString() ?? "");

    private static RpcException Contradiction(string method, string message) =>
        new(RpcFailure.Garbage, method, message);
}
