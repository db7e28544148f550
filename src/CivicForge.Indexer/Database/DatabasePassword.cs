using CivicForge.Chain.Crypto;
using CivicForge.Hosting;
using Npgsql;

namespace CivicForge.Indexer.Database;

/// <summary>The password of this process's user, from <c>Database:PasswordFiles:Indexer</c> (a file) or
/// <c>Database:Passwords:Indexer</c>; <c>Owner</c> is who migrates.</summary>
internal static class DatabasePassword
{
    /// <summary>The connection string with the password of its user, unless it has one.</summary>
    /// <param name="configuration">Where the password is.</param>
    /// <param name="setting">Where the connection string is.</param>
    /// <param name="connection">It.</param>
    /// <exception cref="ConfigurationException">It is not a connection string, or the file cannot be used. Neither is
    /// quoted: either may hold a password.</exception>
    internal static string Complete(IConfiguration configuration, string setting, string connection)
    {
        var builder = Parse(setting, connection);
        if (!string.IsNullOrEmpty(builder.Password))
        {
            return connection;
        }
        var name = builder.Username == "civic_indexer" ? "Indexer" : "Owner";
        var section = configuration.GetSection("Database");
        builder.Password = Setting(section, "PasswordFiles", name) is { } file
            ? FromFile(file, name)
            : Setting(section, "Passwords", name);
        return builder.ConnectionString;
    }

    private static NpgsqlConnectionStringBuilder Parse(string setting, string connection)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connection);
        }
        catch (Exception unusable) when (unusable is ArgumentException or FormatException)
        {
            throw new ConfigurationException(
                $"{setting} is no connection string of PostgreSQL: Host=…;Port=…;Database=…;Username=…"
            );
        }
    }

    private static string FromFile(string file, string name)
    {
        try
        {
            return SecretFile.Read(file);
        }
        catch (ExposedSecretException exposed)
        {
            throw new ConfigurationException($"Database:PasswordFiles:{name}: {exposed.Message}");
        }
        catch (Exception unreadable)
            when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigurationException(
                $"Database:PasswordFiles:{name} names a file that cannot be read ({unreadable.GetType().Name})."
            );
        }
    }

    private static string? Setting(IConfigurationSection section, string key, string name) =>
        section[$"{key}:{name}"] is { Length: > 0 } value ? value : null;
}
