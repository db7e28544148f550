using CivicForge.Api.Database;
using CivicForge.Api.Events;

namespace CivicForge.Api.Notifications;

/// <summary>Role worker: tells members what happened, one line for each event and receiver, in the transaction that
/// moves its place among the events (<see cref="KeptCursor"/>). It is the only one that writes lines.</summary>
internal sealed class FillInboxes(KeyedDatabase database)
{
    private const string Reader = "inboxes";

    /// <returns>How many lines were written.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (written, isLast) = (0, false);
        while (!isLast)
        {
            (var lines, isLast) = await StepAsync(cancellationToken);
            written += lines;
        }
        return written;
    }

    private async Task<(int Written, bool IsLast)> StepAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await KeptCursor.TakeAsync(connection, Reader, cancellationToken) is not { } page)
        {
            return (0, true);
        }
        var written = await InboxCommands.AddAsync(
            connection,
            [
                .. page.Events.SelectMany(read =>
                    Tellings.Receivers(read).Select(member => new NewNotification(member, read))
                ),
            ],
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
        return (written, page.IsLast);
    }
}
