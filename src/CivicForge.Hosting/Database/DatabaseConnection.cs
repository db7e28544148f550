namespace CivicForge.Hosting.Database;

/// <summary>A connection string of the section <c>ConnectionStrings</c>, with the password of its user.</summary>
public static class DatabaseConnection
{
    /// <param name="name">Its key.</param>
    /// <param name="target">What it should lead to, for whoever has not set it.</param>
    /// <exception cref="ConfigurationException">It is not set or no connection string, or its password cannot be used.
    /// None of them is quoted: each may hold a password.</exception>
    public static string Read(IConfiguration configuration, string name, string target)
    {
        if (configuration.GetConnectionString(name) is not { Length: > 0 } connection)
        {
            throw new ConfigurationException(
                $"ConnectionStrings:{name} is not set. Set it (environment: ConnectionStrings__{name}) to {target}."
            );
        }
        try
        {
            return DatabasePasswords.Complete(configuration, connection);
        }
        catch (Exception unusable) when (unusable is ArgumentException or FormatException)
        {
            throw new ConfigurationException(
                $"ConnectionStrings:{name} is not a connection string of PostgreSQL: "
                    + "Host=…;Port=…;Database=…;Username=…"
            );
        }
    }
}
