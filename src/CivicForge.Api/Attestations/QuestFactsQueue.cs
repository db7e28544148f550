using System.Threading.Channels;
using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;

namespace CivicForge.Api.Attestations;

/// <summary>Lets concurrent requests share the round trip that reads their quests' facts: while one group is read the
/// next one gathers, so that a lone request waits for nobody. A full queue is a clean 503.</summary>
internal sealed class QuestFactsQueue(KeyedDatabase database) : BackgroundService
{
    private const int MaxGroup = 256,
        Readers = 2;

    private readonly Channel<Question> _waiting = Channel.CreateBounded<Question>(
        new BoundedChannelOptions(AttestationQueue.Capacity) { FullMode = BoundedChannelFullMode.Wait }
    );

    /// <returns>The quest as of a moment after the call; null when there is none.</returns>
    /// <exception cref="RuleViolation">503 <c>unavailable</c> when the queue is full.</exception>
    public Task<QuestFacts?> ReadAsync(Guid id)
    {
        var question = new Question(id);
        return _waiting.Writer.TryWrite(question) ? question.Answer.Task : throw AttestationQueue.Full();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => AnswerAsync()));

    /// <summary>Requests are answered until the server has none left.</summary>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    private async Task AnswerAsync()
    {
        var group = new List<Question>(MaxGroup);
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            group.Clear();
            while (group.Count < MaxGroup && _waiting.Reader.TryRead(out var question))
            {
                group.Add(question);
            }
            if (group.Count > 0)
            {
                await AnswerAsync(group);
            }
        }
    }

    private async Task AnswerAsync(List<Question> group)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
            var facts = await QuestFactsReader.ReadAsync(
                connection,
                [.. group.Select(q => q.Id).Distinct()],
                forUpdate: false,
                CancellationToken.None
            );
            foreach (var question in group)
            {
                question.Answer.TrySetResult(facts.GetValueOrDefault(question.Id));
            }
        }
        catch (Exception failure)
        {
            foreach (var question in group)
            {
                question.Answer.TrySetException(failure);
            }
        }
    }

    private sealed record Question(Guid Id)
    {
        public TaskCompletionSource<QuestFacts?> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
