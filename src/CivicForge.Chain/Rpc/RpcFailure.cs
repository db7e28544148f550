namespace CivicForge.Chain.Rpc;

/// <summary>What kind of failure a node's answer, or its silence, was. All but the first two are said by
/// <see cref="NodeErrors"/>.</summary>
public enum RpcFailure
{
    /// <summary>No connection, or a broken one: the outcome is unknown.</summary>
    Unreachable,

    /// <summary>No answer within the deadline: the outcome is unknown.</summary>
    Timeout,

    /// <summary>The call reverted; <see cref="RpcException.RevertData"/> has the error's ABI encoding when the node
    /// gave it.</summary>
    Reverted,

    /// <summary>The node does not hold the state or history asked for: pruned, or not there yet.</summary>
    MissingState,

    /// <summary>The block or transaction asked for is not there (unknown, above the head).</summary>
    NotAvailable,

    /// <summary>The node, or what stands before it, is in trouble of its own: the outcome is unknown.</summary>
    Overloaded,

    /// <summary>HTTP 429 or a JSON-RPC limit error.</summary>
    RateLimited,

    /// <summary>A range of logs that is too large for this provider.</summary>
    RangeTooLarge,

    /// <summary>The node is still catching up with the chain.</summary>
    Syncing,

    /// <summary>The node does not know this form of a parameter, e.g. a block by its hash (EIP-1898).</summary>
    UnsupportedParameter,

    /// <summary>The node asks for a key or another plan.</summary>
    Unauthorized,

    /// <summary>An answer that is not JSON-RPC, or whose result has another shape than the method's.</summary>
    Garbage,

    /// <summary>Any other JSON-RPC error: refused, with <see cref="RpcException.Code"/>.</summary>
    Refused,
}

/// <summary>The words of <see cref="RpcFailure"/> in the shared table.</summary>
public static class RpcFailures
{
    /// <summary>The class that a word of the table names.</summary>
    /// <exception cref="FormatException">The table has no such word.</exception>
    public static RpcFailure Parse(string word) =>
        word switch
        {
            "revert" => RpcFailure.Reverted,
            "missing-state" => RpcFailure.MissingState,
            "not-found" => RpcFailure.NotAvailable,
            "overloaded" => RpcFailure.Overloaded,
            "rate-limited" => RpcFailure.RateLimited,
            "range-too-large" => RpcFailure.RangeTooLarge,
            "syncing" => RpcFailure.Syncing,
            "unsupported-parameter" => RpcFailure.UnsupportedParameter,
            "auth" => RpcFailure.Unauthorized,
            "malformed" => RpcFailure.Garbage,
            "other" => RpcFailure.Refused,
            _ => throw new FormatException($"'{word}' is no class of node errors."),
        };
}
