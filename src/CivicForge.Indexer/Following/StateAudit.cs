using System.Collections.Concurrent;
using System.Numerics;
using CivicForge.Chain;
using CivicForge.Chain.Abi;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Indexer.Events;
using CivicForge.Indexer.Reading;
using CivicForge.Indexer.Storing;
using Dapper;
using Npgsql;

namespace CivicForge.Indexer.Following;

/// <summary>Where balances are; null when they are not compared.</summary>
internal sealed record ReputationToken(Address? Address);

/// <summary>
/// Compares contract state at the finalized hash with the rows: <c>rootOf</c> of each batch, <c>claimed</c> of each
/// reward, balances of their performers, and how many batches there are. Logs and state come to us by different ways,
/// so a lie would have to be told twice.
/// </summary>
internal sealed class StateAudit(
    PatientNode node,
    ChainStore store,
    FollowedContracts contracts,
    ReputationToken reputation,
    IndexerOptions options,
    NpgsqlDataSource database,
    Findings findings
)
{
    private sealed record Window(long After, long To, byte[] Hash, bool Whole);

    private sealed record Question(
        Address Contract,
        AbiFunction Function,
        object[] Arguments,
        object Expected,
        string Meaning
    );

    /// <summary>Audits what became final since the last time, a bounded part of it.</summary>
    internal async Task RunAsync(long fence, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await WindowAsync(connection, cancellationToken) is not { } window)
        {
            return;
        }
        var questions = await QuestionsAsync(connection, window, cancellationToken);
        var at = BlockId.Hash(new Hash32(window.Hash));
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            questions,
            new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellationToken },
            async (question, c) =>
            {
                var answer = await AskAsync(question, at, c);
                if (
                    !answer.Equals(question.Expected)
                    && !(answer = await AskAsync(question, at, c)).Equals(question.Expected)
                )
                {
                    wrong.Add(
                        $"{question.Meaning}: the rows say {question.Expected}, the contract {answer} at block "
                            + $"{new Hash32(window.Hash)}."
                    );
                }
            }
        );
        await store.StepAsync(
            fence,
            async c =>
            {
                foreach (var detail in wrong.Order(StringComparer.Ordinal))
                {
                    await findings.AddAsync(c, "state-mismatch", window.To, detail, cancellationToken);
                }
                await c.ExecuteAsync(
                    new CommandDefinition(
                        "UPDATE chain.cursors SET audited_number = @To "
                            + "WHERE coalesce(audited_number, start_block - 1) = @After",
                        new { window.After, window.To },
                        cancellationToken: cancellationToken
                    )
                );
                return (0, false);
            },
            cancellationToken
        );
    }

    private async Task<Window?> WindowAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var cursor = await connection.QuerySingleAsync<(long After, long? Final, byte[]? Hash)>(
            new CommandDefinition(
                "SELECT coalesce(audited_number, start_block - 1), finalized_number, finalized_hash FROM chain.cursors",
                cancellationToken: cancellationToken
            )
        );
        if (cursor.Final is not { } final || final <= cursor.After)
        {
            return null;
        }
        var cut = await connection.ExecuteScalarAsync<long?>(
            new CommandDefinition(
                """
                SELECT max(block_number) FROM (
                    SELECT block_number FROM chain.logs WHERE block_number > @After AND block_number <= @final
                    ORDER BY block_number LIMIT @AuditSize) l
                HAVING count(*) = @AuditSize
                """,
                new
                {
                    cursor.After,
                    final,
                    options.AuditSize,
                },
                cancellationToken: cancellationToken
            )
        );
        return new Window(cursor.After, cut ?? final, cursor.Hash!, (cut ?? final) == final);
    }

    private async Task<List<Question>> QuestionsAsync(
        NpgsqlConnection connection,
        Window window,
        CancellationToken cancellationToken
    )
    {
        var questions = new List<Question>();
        var parameters = new
        {
            window.After,
            window.To,
            registry = contracts.Registry.ToArray(),
            distributor = contracts.Distributor.ToArray(),
        };
        foreach (
            var (batch, root) in await connection.QueryAsync<(long Batch, byte[] Root)>(
                new CommandDefinition(
                    "SELECT batch_id, root FROM chain.anchors WHERE contract = @registry AND block_number > @After "
                        + "AND block_number <= @To",
                    parameters,
                    cancellationToken: cancellationToken
                )
            )
        )
        {
            questions.Add(
                new(
                    contracts.Registry,
                    AttestationRegistryContract.RootOf,
                    [(ulong)batch],
                    new Hash32(root),
                    $"rootOf({batch})"
                )
            );
        }
        foreach (
            var (creator, quest) in await connection.QueryAsync<(byte[] Creator, Guid Quest)>(
                new CommandDefinition(
                    "SELECT creator, quest_id FROM chain.reward_claims WHERE contract = @distributor "
                        + "AND block_number > @After AND block_number <= @To",
                    parameters,
                    cancellationToken: cancellationToken
                )
            )
        )
        {
            questions.Add(
                new(
                    contracts.Distributor,
                    RewardDistributorContract.Claimed,
                    [new Address(creator), quest],
                    true,
                    $"claimed({new Address(creator)}, {quest})"
                )
            );
        }
        if (!window.Whole)
        {
            return questions;
        }
        if (questions.Exists(q => q.Function == AttestationRegistryContract.RootOf))
        {
            questions.Add(
                new(
                    contracts.Registry,
                    AttestationRegistryContract.BatchCount,
                    [],
                    (BigInteger)
                        await connection.ExecuteScalarAsync<long>(
                            new CommandDefinition(
                                "SELECT count(*) FROM chain.anchors WHERE contract = @registry "
                                    + "AND finality = 'finalized'",
                                parameters,
                                cancellationToken: cancellationToken
                            )
                        ),
                    "batchCount()"
                )
            );
        }
        if (reputation.Address is { } token)
        {
            questions.AddRange(await BalancesAsync(connection, token, parameters, cancellationToken));
        }
        return questions;
    }

    private static async Task<IEnumerable<Question>> BalancesAsync(
        NpgsqlConnection connection,
        Address token,
        object parameters,
        CancellationToken cancellationToken
    )
    {
        var sums = await connection.QueryAsync<(byte[] Performer, long Xp, long Reputation)>(
            new CommandDefinition(
                """
                SELECT performer, sum(xp), sum(reputation) FROM chain.reward_claims
                WHERE contract = @distributor AND finality = 'finalized' AND performer IN (
                    SELECT performer FROM chain.reward_claims
                    WHERE contract = @distributor AND block_number > @After AND block_number <= @To)
                GROUP BY performer
                """,
                parameters,
                cancellationToken: cancellationToken
            )
        );
        return sums.SelectMany(s =>
        {
            var performer = new Address(s.Performer);
            return new Question[]
            {
                new(token, CivicReputationContract.XpOf, [performer], (BigInteger)s.Xp, $"xpOf({performer})"),
                new(
                    token,
                    CivicReputationContract.BalanceOf,
                    [performer],
                    (BigInteger)s.Reputation,
                    $"balanceOf({performer})"
                ),
            };
        });
    }

    private async Task<object> AskAsync(Question question, BlockId at, CancellationToken cancellationToken)
    {
        var data = await node.CallAsync(
            new CallRequest(question.Contract, question.Function.Encode(question.Arguments)),
            at,
            cancellationToken
        );
        try
        {
            return question.Function.DecodeOutput(data)[0];
        }
        catch (FormatException e)
        {
            throw new EvidenceException(
                $"{question.Meaning}: the node answered {data.Length} bytes that are not a result ({e.Message})."
            );
        }
    }
}
