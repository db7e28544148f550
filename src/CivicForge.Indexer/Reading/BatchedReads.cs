using CivicForge.Chain.Rpc;

namespace CivicForge.Indexer.Reading;

/// <summary>
/// Reads of one kind, many to a request: 1,000 full blocks are 70 requests instead of 2,000, and over a line of 100 ms
/// 250 headers take 0.2 s instead of 1.6. A node that refuses batches, or this one, is asked call by call; so is again
/// what a batch did not answer.
/// </summary>
internal sealed class BatchedReads(IndexerOptions options, TimeProvider time)
{
    /// <summary>Requests under way for one range. Each may bring all logs of <see cref="IndexerOptions.BatchSize"/>
    /// blocks, and they are held in memory.</summary>
    private const int AtOnce = 4;

    private int _size = options.BatchSize;
    private long _notBefore;

    /// <summary>The answers, in the order of the questions.</summary>
    /// <param name="together">One request; its failures, and answers that are not <paramref name="complete"/>, are
    /// asked for alone.</param>
    /// <param name="alone">With all patience and all checks.</param>
    internal async Task<TAnswer[]> ReadAsync<TQuestion, TAnswer>(
        IReadOnlyList<TQuestion> questions,
        Func<IReadOnlyList<TQuestion>, CancellationToken, Task<RpcResult<TAnswer>[]>> together,
        Func<TQuestion, TAnswer, bool> complete,
        Func<TQuestion, CancellationToken, Task<TAnswer>> alone,
        CancellationToken cancellationToken
    )
        where TAnswer : class?
    {
        var answers = new TAnswer[questions.Count];
        var size = time.GetTimestamp() < Volatile.Read(ref _notBefore) ? 1 : Volatile.Read(ref _size);
        var slice = size > 1 ? size : options.Concurrency / AtOnce + 1;
        await Parallel.ForAsync(
            0,
            (questions.Count + slice - 1) / slice,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (at, c) =>
            {
                var (from, to) = (at * slice, Math.Min(questions.Count, (at + 1) * slice));
                var given = size > 1 ? await TogetherAsync(questions, from, to, together, c) : null;
                var missing = new List<int>();
                for (var i = from; i < to; i++)
                {
                    if (given?[i - from] is { Failure: null } answer && complete(questions[i], answer.Value!))
                    {
                        answers[i] = answer.Value!;
                    }
                    else
                    {
                        missing.Add(i);
                    }
                }
                await Parallel.ForEachAsync(
                    missing,
                    new ParallelOptions
                    {
                        MaxDegreeOfParallelism = Math.Max(1, options.Concurrency / AtOnce),
                        CancellationToken = c,
                    },
                    async (i, d) => answers[i] = await alone(questions[i], d)
                );
            }
        );
        return answers;
    }

    /// <returns>Null when the node did not take the batch.</returns>
    private async Task<RpcResult<TAnswer>[]?> TogetherAsync<TQuestion, TAnswer>(
        IReadOnlyList<TQuestion> questions,
        int from,
        int to,
        Func<IReadOnlyList<TQuestion>, CancellationToken, Task<RpcResult<TAnswer>[]>> together,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var answers = await together([.. questions.Skip(from).Take(to - from)], cancellationToken);
            Volatile.Write(ref _size, Math.Min(options.BatchSize, _size + 1));
            return answers;
        }
        catch (RpcException)
        {
            // Why does not matter: call by call the node says it again, with patience where that helps.
            Volatile.Write(ref _size, Math.Max(2, _size / 2));
            Volatile.Write(
                ref _notBefore,
                time.GetTimestamp() + (long)(options.LongestBackOff.TotalSeconds * time.TimestampFrequency)
            );
            return null;
        }
    }
}
