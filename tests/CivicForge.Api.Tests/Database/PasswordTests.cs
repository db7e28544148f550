using CivicForge.Api.Database;
using CivicForge.Api.Hosting;
using CivicForge.Api.Tests.Harness;
using CivicForge.Hosting;
using CivicForge.Hosting.Database;
using CivicForge.Sandbox.Postgres;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace CivicForge.Api.Tests.Database;

/// <summary>Each user signs in with a password of its own and with no other, on a server that asks for them.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PasswordTests
{
    private static readonly string[] Names = ["Api", "Anchorer", "Worker", "Indexer", "Auditor"];

    [Fact]
    public async Task Migrate_gives_each_user_its_own_password_and_another_run_changes_it()
    {
        await using var server = await PostgresServer.StartAsync(new(), default);
        await CivicTemplate.MigrateAsync(server.ConnectionString(), default);
        (await CanEnterAsync(server, "civic_api", "anything")).ShouldBeFalse("nobody has a password yet");
        foreach (var round in new[] { "first", "second" })
        {
            var passwords = DatabasePasswords.Read(
                Settings([.. Names.Select(n => ($"Database:Passwords:{n}", $"{round}-{n}"))])
            );
            await MigrateCivic.ApplyAsync(server.ConnectionString(), passwords, default);
            foreach (var name in Names)
            {
                foreach (var other in Names)
                {
                    (await CanEnterAsync(server, $"civic_{name.ToLowerInvariant()}", $"{round}-{other}")).ShouldBe(
                        name == other,
                        $"{name} with the password of {other}"
                    );
                }
            }
        }

        (await CanEnterAsync(server, "civic_api", "first-Api")).ShouldBeFalse("it was changed");
        await MigrateCivic.ApplyAsync(server.ConnectionString(), null, default);
        (await CanEnterAsync(server, "civic_api", "second-Api")).ShouldBeTrue("who is not named keeps what it has");
    }

    [Fact]
    public void A_process_takes_the_password_of_its_own_user_from_its_file()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "from-a-file\n");
        var settings = Settings(("Database:PasswordFiles:Api", file), ("Database:Passwords:Anchorer", "another"));
        DatabasePasswords.Complete(settings, "Host=h;Username=civic_api").ShouldContain("Password=from-a-file");
        DatabasePasswords.Complete(settings, "Host=h;Username=civic_anchorer").ShouldContain("Password=another");
        DatabasePasswords.Complete(settings, "Host=h;Username=civic_api;Password=mine").ShouldContain("Password=mine");
        DatabasePasswords.Complete(settings, "Host=h;Username=civic_worker").ShouldNotContain("Password");
        File.Delete(file);
    }

    [Fact]
    public async Task One_password_for_all_users_is_refused_with_what_to_do()
    {
        (await Program.Main(["migrate", "--Database:Password=old", "--ConnectionStrings:Owner=Host=h"])).ShouldBe(64);
        var refused = Should.Throw<ConfigurationException>(() =>
            DatabasePasswords.Read(Settings(("Database:Password", "old")))
        );
        foreach (var name in Names)
        {
            refused.Message.ShouldContain(name);
        }
        refused.Message.ShouldNotContain("old");
        Should
            .Throw<ConfigurationException>(() =>
                DatabasePasswords.Read(
                    Settings(("Database:Passwords:Api", "same"), ("Database:Passwords:Worker", "same"))
                )
            )
            .Message.ShouldContain("civic_api and civic_worker");
        Should.Throw<ConfigurationException>(() =>
            DatabasePasswords.Read(Settings(("Database:Passwords:Api", "with space")))
        );
    }

    [Theory]
    [InlineData("0644")]
    [InlineData("0660")]
    [InlineData("0602")]
    public void A_file_that_others_can_use_is_refused_with_the_command_that_mends_it(string mode)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "secret-of-many");
        File.SetUnixFileMode(file, (UnixFileMode)Convert.ToInt32(mode, 8));
        var refused = Should.Throw<ConfigurationException>(() =>
            DatabasePasswords.Read(Settings(("Database:PasswordFiles:Api", file)))
        );
        refused.Message.ShouldContain($"chmod 600 {file}");
        refused.Message.ShouldContain(mode);
        refused.Message.ShouldNotContain("secret-of-many");
        Should
            .Throw<ConfigurationException>(() =>
                Keys.Secp256k1(Settings(("Keys:Receipt", file), ("Chain:Id", "31337")), "Receipt")
            )
            .Message.ShouldContain($"chmod 600 {file}");
        Should
            .Throw<ConfigurationException>(() => Keys.P256(Settings(("Keys:Session", file)), "Session"))
            .Message.ShouldContain($"chmod 600 {file}");
        File.Delete(file);
    }

    [Theory]
    [InlineData("0440", true)]
    [InlineData("0640", true)]
    [InlineData("0444", false)]
    [InlineData("0660", false)]
    public void A_mounted_secret_that_root_owns_may_be_read_by_its_group(string mode, bool accepted)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return; // Only root can make a file of root's.
        }
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "mounted");
        File.SetUnixFileMode(file, (UnixFileMode)Convert.ToInt32(mode, 8));
        var read = () => DatabasePasswords.Read(Settings(("Database:PasswordFiles:Api", file)));
        if (accepted)
        {
            read()["civic_api"].ShouldBe("mounted");
        }
        else
        {
            Should.Throw<ConfigurationException>(read);
        }
        File.Delete(file);
    }

    [Fact]
    public async Task A_new_key_is_written_for_its_owner_alone_and_never_over_another()
    {
        var file = Path.Combine(Path.GetTempPath(), $"civicforge-key-{Guid.NewGuid():N}");
        (await Program.Main(["keys", "new", "receipt", "--out", file])).ShouldBe(0);
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var key = Keys.Secp256k1(Settings(("Keys:Receipt", file), ("Chain:Id", "31337")), "Receipt").Address;
        (await Program.Main(["keys", "new", "receipt", "--out", file])).ShouldBe(64);
        Keys.Secp256k1(Settings(("Keys:Receipt", file), ("Chain:Id", "31337")), "Receipt").Address.ShouldBe(key);
        File.Delete(file);
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value))
            .Build();

    private static async Task<bool> CanEnterAsync(PostgresServer server, string user, string password)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(server.ConnectionString("postgres", user, password))
            {
                Pooling = false,
            }.ConnectionString
        );
        try
        {
            await connection.OpenAsync();
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            return false;
        }
    }
}
