using CivicForge.Chain.Crypto;
using Npgsql;

namespace CivicForge.Indexer.Database;

/// <summary>The password of this process's user, from <c>Database:PasswordFiles:Indexer</c> (a file) or <c>Database:Passwords:Indexer</c>; <c>Owner</c> is who migrates.</summary>
internal static class DatabasePassword
{
    /// <summary>The connection string with the password of its user, unless it has one.</summary>
    /// <exception cref="ExposedSecretException">Others can read the file.</exception>
    internal static string Complete(IConfiguration configuration, string connection)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection);
        if (!string.IsNullOrEmpty(builder.Password)) return connection;
        var name = builder.Username == "civic_indexer" ? "Indexer" : "Owner";
        var section = configuration.GetSection("Database");
        builder.Password = Setting(section, "PasswordFiles", name) is { } file ? SecretFile.Read(file) : Setting(section, "Passwords", name);
        return builder.ConnectionString;
    }

    private static string? Setting(IConfigurationSection section, string key, string name) => section[$"{key}:{name}"] is { Length: > 0 } value ? value : null;
}
