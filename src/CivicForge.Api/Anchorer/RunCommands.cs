using System.Globalization;
using CivicForge.Api.Anchoring;
using CivicForge.Api.Database;
using CivicForge.Api.Operators;
using CivicForge.Api.Rewards;
using CivicForge.Api.Transactions;
using Microsoft.EntityFrameworkCore;

namespace CivicForge.Api.Anchorer;

/// <summary>Carries out what operators asked for, each command in one database transaction with its result.</summary>
internal sealed class RunCommands(FencedWork work, AnchoringControls controls, ILogger<RunCommands> logger)
{
    private long? _current;

    /// <returns>Whether this tick has to seal without regard to age.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var force = false;
        while (await TryNextAsync(cancellationToken) is { } kind)
        {
            force |= kind == OperatorCommandKind.RunAnchoring;
        }
        return force;
    }

    /// <summary>A command that cannot be carried out gets that for its result, so that those behind it come to their
    /// turn.</summary>
    private async Task<OperatorCommandKind?> TryNextAsync(CancellationToken cancellationToken)
    {
        _current = null;
        try
        {
            return await NextAsync(cancellationToken);
        }
        catch (Exception e)
            when (_current is not null
                && e is not (OperationCanceledException or LeaseLostException)
                && e is not Npgsql.NpgsqlException { IsTransient: true }
            )
        {
            logger.CommandFailed(e, _current.Value);
            return await work.RunAsync<OperatorCommandKind?>(
                async context =>
                {
                    var command = await Commands(context).SingleAsync(c => c.Id == _current, cancellationToken);
                    command.Done($"failed: {e.Message}", context.Now, context.Fence);
                    return command.Kind;
                },
                cancellationToken
            );
        }
    }

    private Task<OperatorCommandKind?> NextAsync(CancellationToken cancellationToken) =>
        work.RunAsync<OperatorCommandKind?>(
            async context =>
            {
                var command = await Commands(context)
                    .Where(c => c.DoneAt == null)
                    .OrderBy(c => c.Id)
                    .FirstOrDefaultAsync(cancellationToken);
                if (command is null)
                {
                    return null;
                }
                _current = command.Id;
                var result = await CarryOutAsync(context, command, cancellationToken);
                command.Done(result, context.Now, context.Fence);
                logger.CommandDone(command.RequestedBy, Words.Of(command.Kind), command.Id, result);
                return command.Kind;
            },
            cancellationToken
        );

    private static IQueryable<OperatorCommand> Commands(FencedContext context) =>
        context.Database.Set<OperatorCommand>().FromSqlRaw(OperatorCommand.WithoutGrant);

    private async Task<string> CarryOutAsync(
        FencedContext context,
        OperatorCommand command,
        CancellationToken cancellationToken
    )
    {
        switch (command.Kind)
        {
            case OperatorCommandKind.PauseAnchoring:
                await controls.PauseAsync(context, $"Operator {command.RequestedBy} asked for it.", cancellationToken);
                return "paused";
            case OperatorCommandKind.ResumeAnchoring:
                await controls.ResumeAsync(context, cancellationToken);
                return "resumed";
            case OperatorCommandKind.RunAnchoring:
                return "ran";
            case OperatorCommandKind.Reindex:
                return await ReindexAsync(context, cancellationToken);
            default:
                return await RewardAsync(context, command, cancellationToken);
        }
    }

    /// <summary>The indexer owns its schema and lets the anchorer ask for this alone.</summary>
    private static async Task<string> ReindexAsync(FencedContext context, CancellationToken cancellationToken)
    {
        var start = await context
            .Database.Database.SqlQuery<long?>($"SELECT chain.reindex() AS \"Value\"")
            .SingleAsync(cancellationToken);
        return start is { } block
            ? string.Create(CultureInfo.InvariantCulture, $"reading again from block {block}")
            : "refused: the indexer has never started";
    }

    private static async Task<string> RewardAsync(
        FencedContext context,
        OperatorCommand command,
        CancellationToken cancellationToken
    )
    {
        var relay = await context
            .Database.Set<RewardRelay>()
            .SingleOrDefaultAsync(r => r.QuestId == command.QuestId, cancellationToken);
        if (relay is null)
        {
            return "refused: no sealed reward of this quest";
        }
        var changed =
            command.Kind == OperatorCommandKind.RetryReward
                ? relay.Retry(context.Now, context.Fence)
                : relay.Abandon("An operator asked for it.", context.Now, context.Fence);
        return changed ? Words.Of(relay.State) : $"refused: it is {Words.Of(relay.State)}";
    }
}
