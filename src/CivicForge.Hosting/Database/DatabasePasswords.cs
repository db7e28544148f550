using System.Security.Cryptography;
using System.Text;
using CivicForge.Chain.Crypto;
using Npgsql;

namespace CivicForge.Hosting.Database;

/// <summary>Each user of the database has a password of its own: <c>Database:PasswordFiles:Api</c> (a file) or
/// <c>Database:Passwords:Api</c>, and so for <c>Anchorer</c>, <c>Worker</c>, <c>Indexer</c>, <c>Auditor</c>;
/// <c>Owner</c> is who migrates. A process needs only its own, <c>migrate</c> those it is to set.</summary>
public static class DatabasePasswords
{
    private const int Iterations = 4096;

    /// <summary>The connection string with the password of its user, unless it has one.</summary>
    /// <exception cref="ConfigurationException">The password's file cannot be used.</exception>
    public static string Complete(IConfiguration configuration, string connection)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection);
        var name =
            DatabaseUsers.Names.FirstOrDefault(candidate => DatabaseUsers.User(candidate) == builder.Username)
            ?? "Owner";
        if (!string.IsNullOrEmpty(builder.Password) || Find(configuration, name) is not { } password)
        {
            return connection;
        }
        builder.Password = password;
        return builder.ConnectionString;
    }

    /// <summary>What <c>migrate</c> is to set, by user.</summary>
    /// <exception cref="ConfigurationException">One password for all users, the same for two, or one that cannot be
    /// used.</exception>
    public static IReadOnlyDictionary<string, string> Read(IConfiguration configuration)
    {
        RefuseShared(configuration);
        var passwords = DatabaseUsers
            .Names.Select(name => (User: DatabaseUsers.User(name), Password: Find(configuration, name)))
            .Where(p => p.Password is not null)
            .ToDictionary(p => p.User, p => p.Password!, StringComparer.Ordinal);
        if (
            passwords
                .GroupBy(p => p.Value, p => p.Key, StringComparer.Ordinal)
                .FirstOrDefault(same => same.Count() > 1) is
            { } shared
        )
        {
            throw new ConfigurationException(
                $"{string.Join(" and ", shared)} have the same password, so what they may do would not be apart. "
                    + "Nothing was migrated. Give each its own."
            );
        }
        return passwords;
    }

    /// <summary>The statement that sets a password without telling it: the server, and its log, see only what it stores
    /// (RFC 5803).</summary>
    public static string Set(string user, string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var salted = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.ASCII.GetBytes(password),
            salt,
            Iterations,
            HashAlgorithmName.SHA256,
            32
        );
        var storedKey = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var serverKey = HMACSHA256.HashData(salted, "Server Key"u8);
        return $"ALTER ROLE {user} PASSWORD 'SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}$"
            + $"{Convert.ToBase64String(storedKey)}:{Convert.ToBase64String(serverKey)}'";
    }

    /// <exception cref="ConfigurationException">There is one password for all users, as once there was.</exception>
    public static void RefuseShared(IConfiguration configuration)
    {
        if (configuration.GetSection("Database:Password").Value is not null)
        {
            throw new ConfigurationException(
                "Database:Password, one password for all users, is not read any more. Nothing was migrated. Remove "
                    + "it and give each user its own: Database:PasswordFiles:"
                    + $"{string.Join(", …:", DatabaseUsers.Names)} (files), or Database:Passwords:… in the same way."
            );
        }
    }

    private static string? Find(IConfiguration configuration, string name)
    {
        var section = configuration.GetSection("Database");
        var (file, value) = (Setting(section, "PasswordFiles", name), Setting(section, "Passwords", name));
        if (file is null && value is null)
        {
            return null;
        }
        if (file is not null && value is not null)
        {
            throw new ConfigurationException(
                $"Database:PasswordFiles:{name} and Database:Passwords:{name} are both set. Set one of them."
            );
        }
        var password = value ?? FromFile(file!, name);
        return password.Length > 0 && password.All(c => c is > ' ' and <= '~')
            ? password
            : throw new ConfigurationException(
                $"The password of Database:Passwords:{name} (or its file) is empty or has characters other than "
                    + "printable ASCII without spaces. Make one with: openssl rand -hex 32"
            );
    }

    private static string? Setting(IConfigurationSection section, string key, string name) =>
        section[$"{key}:{name}"] is { Length: > 0 } value ? value : null;

    private static string FromFile(string path, string name)
    {
        try
        {
            return SecretFile.Read(path);
        }
        catch (ExposedSecretException exposed)
        {
            throw new ConfigurationException($"Database:PasswordFiles:{name}: {exposed.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigurationException(
                $"Database:PasswordFiles:{name} names a file that cannot be read ({exception.GetType().Name})."
            );
        }
    }
}
