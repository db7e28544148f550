using System.Globalization;

namespace CivicForge.Sandbox.Processes;

/// <summary>A local account by its numbers; a child can run as it when this process is root.</summary>
/// <param name="Name">Login name.</param>
/// <param name="UserId">Numeric user id.</param>
/// <param name="GroupId">Numeric primary group; the group of <c>nobody</c> has different names on different
/// systems.</param>
public sealed record UnixUser(string Name, int UserId, int GroupId)
{
    /// <summary>The account for programs that refuse to run as root: <c>postgres</c> when there is one, else
    /// <c>nobody</c>; null when this process is not root.</summary>
    /// <exception cref="MissingToolException">Root, but neither account exists.</exception>
    public static UnixUser? ForUnprivilegedChild()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return null;
        }

        var accounts = File.ReadLines("/etc/passwd")
            .Select(line => line.Split(':'))
            .Where(fields => fields.Length > 3)
            .ToList();
        return accounts
                .Where(fields => fields[0] is "postgres" or "nobody")
                .OrderByDescending(fields => fields[0], StringComparer.Ordinal)
                .Select(fields => new UnixUser(
                    fields[0],
                    int.Parse(fields[2], CultureInfo.InvariantCulture),
                    int.Parse(fields[3], CultureInfo.InvariantCulture)
                ))
                .FirstOrDefault()
            ?? throw new MissingToolException(
                "PostgreSQL does not run as root, and this system has neither a user postgres nor nobody to run it "
                    + "as. Run as an ordinary user."
            );
    }

    /// <summary>Gives a folder and all in it to this account.</summary>
    public Task OwnAsync(string folder, CancellationToken cancellationToken) =>
        ChildProcess.RunAsync(new("chown", "-R", $"{UserId}:{GroupId}", folder), cancellationToken);
}
