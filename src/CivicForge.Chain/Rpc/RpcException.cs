namespace CivicForge.Chain.Rpc;

/// <summary>A JSON-RPC call that gave no result.</summary>
public sealed class RpcException : Exception
{
    public RpcException(
        RpcFailure failure,
        string method,
        string message,
        int? code = null,
        byte[]? revertData = null,
        TimeSpan? retryAfter = null,
        Exception? inner = null
    )
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
    public bool Retryable =>
        Failure
            is RpcFailure.Unreachable
                or RpcFailure.Timeout
                or RpcFailure.RateLimited
                or RpcFailure.Overloaded
                or RpcFailure.Syncing
                or RpcFailure.Garbage
                or RpcFailure.NotAvailable
                or RpcFailure.MissingState;

    /// <summary>Whether what was asked for is not there, be it the block or its state.</summary>
    public bool IsMissing => Failure is RpcFailure.NotAvailable or RpcFailure.MissingState;
}
