using System.CommandLine;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Running;
using Npgsql;

namespace CivicForge.Sandbox.Commands;

/// <summary><c>migrate</c>: both schemas, and a user with a password of its own for each process, in a database that
/// asks for passwords. Repeated, it changes nothing that is up to date.</summary>
internal static class MigrateCommand
{
    private const string Variable = "ConnectionStrings__Owner";

    public static Command Create()
    {
        var owner = new Option<string?>("--owner");
        var ownerPassword = new Option<string?>("--owner-password");
        var passwords = new Option<string>("--passwords") { Required = true };
        var command = new Command("migrate", "Brings a database to this version, with its users.")
        {
            owner,
            ownerPassword,
            passwords,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    Owner(parsed.GetValue(owner)),
                    parsed.GetValue(ownerPassword),
                    parsed.GetRequiredValue(passwords),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        NpgsqlConnectionStringBuilder owner,
        string? ownerPassword,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var passwords = SandboxPasswords.Ensure(PrivateFile.Folder(folder));
        var settings = new Dictionary<string, string?>(passwords.OfUsers) { [Variable] = owner.ConnectionString };
        if (ownerPassword is not null)
        {
            settings["Database__PasswordFiles__Owner"] = Path.GetFullPath(ownerPassword);
        }
        foreach (var program in new[] { "CivicForge.Indexer", "CivicForge.Api" })
        {
            await using var migration = await ChildProcess.StartAsync(
                new("dotnet", Repository.Program(program), "migrate")
                {
                    Environment = settings,
                    OnLine = Console.WriteLine,
                    OnErrorLine = Console.Error.WriteLine,
                },
                cancellationToken
            );
            if (await migration.Exited.WaitAsync(cancellationToken) is var exitCode and not 0)
            {
                return exitCode;
            }
        }
        Print(owner, passwords);
        return 0;
    }

    private static void Print(NpgsqlConnectionStringBuilder owner, SandboxPasswords passwords)
    {
        Console.WriteLine("Each process gets its own two settings, and its own file alone:");
        foreach (var name in SandboxPasswords.Names)
        {
            var (key, file) = passwords.Of(name);
            var connection = new NpgsqlConnectionStringBuilder(owner.ConnectionString)
            {
                Username = $"civic_{name.ToLowerInvariant()}",
                Password = null,
            };
            Console.WriteLine($"  ConnectionStrings__Civic='{connection}' {key}='{file}'");
        }
    }

    /// <exception cref="BadArgumentException">There is none, or everybody on this machine could read its
    /// password.</exception>
    private static NpgsqlConnectionStringBuilder Owner(string? given)
    {
        var text = given ?? Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new BadArgumentException(
                "Give the connection of the database's owner: --owner 'Host=…;Database=…;Username=…', or set "
                    + $"{Variable}."
            );
        }
        try
        {
            var owner = new NpgsqlConnectionStringBuilder(text);
            return given is null || string.IsNullOrEmpty(owner.Password)
                ? owner
                : throw new BadArgumentException(
                    "A password on the command line is seen by every process. Put it into a file: "
                        + "--owner-password FILE."
                );
        }
        catch (ArgumentException)
        {
            throw new BadArgumentException("--owner is not a connection string: 'Host=…;Database=…;Username=…'.");
        }
    }
}
