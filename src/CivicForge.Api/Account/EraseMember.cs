using CivicForge.Api.Http.Problems;
using CivicForge.Api.Identity;
using CivicForge.Api.Members;
using CivicForge.Api.Notifications;
using CivicForge.Api.Quests;
using CivicForge.Api.Quests.Search;
using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Account;

/// <summary>Erases a member (domain.md, Privacy): texts, files, salts, name, notifications and sessions
/// are gone when it returns;
/// address and points stay, so that every proof still verifies and every reward can still be claimed. Signing in again
/// begins with an empty profile.</summary>
internal sealed class EraseMember(NpgsqlDataSource database, SessionGate gate)
{
    /// <exception cref="RuleViolation">409 <c>open-obligations</c>; then nothing is erased.</exception>
    public async Task RunAsync(Address member, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Every write of the member, and every sign-in, shares this row (Standing): those that came first are done now,
        // and those that wait will find their session gone.
        await connection.ExecuteAsync(
            new CommandDefinition(
                "SELECT FROM civic.members WHERE address = @member FOR NO KEY UPDATE",
                new { member = member.ToArray() },
                cancellationToken: cancellationToken
            )
        );
        await EraseQuests.RunAsync(connection, member, cancellationToken);
        await MemberWords.SaveAsync(connection, member, null, cancellationToken);
        await MemberCommands.EraseAsync(connection, member, cancellationToken);
        await InboxCommands.EraseAsync(connection, member, cancellationToken);
        var sessions = await SessionStore.EraseAsync(connection, member, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        foreach (var session in sessions)
        {
            gate.Forget(session);
        }
    }
}
