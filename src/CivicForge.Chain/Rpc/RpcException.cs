namespace CivicForge.Chain.Rpc;

/// <summary>What kind of failure a node's answer, or its silence, was.</summary>
public enum RpcFailure
{
    /// <summary>No connection, a broken one, or an HTTP 5xx without a JSON-RPC error: the outcome is unknown.</summary>
    Unreachable,

    /// <summary>No answer within the deadline: the outcome is unknown.</summary>
    Timeout,

    /// <summary>HTTP 429 or a JSON-RPC limit error (−32005).</summary>
    RateLimited,

    /// <summary>An answer that is no JSON-RPC, or whose result has another shape than the method's.</summary>
    Garbage,

    /// <summary>The call reverted; <see cref="RpcException.RevertData"/> has the error's ABI encoding when the node gave it.</summary>
    Reverted,

    /// <summary>The block, state or history asked for is not there (pruned, unknown, above the head).</summary>
    NotAvailable,

    /// <summary>Any other JSON-RPC error: refused, with <see cref="RpcException.Code"/>.</summary>
    Refused,
}

/// <summary>A JSON-RPC call that gave no result.</summary>
public sealed class RpcException : Exception
{
    public RpcException(RpcFailure failure, string method, string message, int? code = null, byte[]? revertData = null, TimeSpan? retryAfter = null, Exception? inner = null)
        : base($"{method}: {message}", inner)
    {
        Failure = failure;
        Method = method;
        Code = code;
        RevertData = revertData;
        RetryAfter = retryAfter;
    }

    public RpcFailure Failure { get; }
    public string Method { get; }

    /// <summary>The JSON-RPC error code, when the node answered with one.</summary>
    public int? Code { get; }

    public byte[]? RevertData { get; }

    /// <summary>The node's wish, from an HTTP <c>Retry-After</c>.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Whether the same call may succeed later, or at another node, without being changed.</summary>
    public bool Retryable => Failure is RpcFailure.Unreachable or RpcFailure.Timeout or RpcFailure.RateLimited or RpcFailure.Garbage or RpcFailure.NotAvailable;
}
