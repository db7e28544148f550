using CivicForge.Hosting;
using CivicForge.Indexer.Database;

namespace CivicForge.Indexer;

/// <summary>All that the process is told. It starts with all of it right, or not at all.</summary>
/// <param name="Connection">With the password of its user.</param>
internal sealed record IndexerSettings(ChainOptions Chain, IndexerOptions Indexer, string Connection)
{
    /// <exception cref="ConfigurationException">What cannot be used, all of it.</exception>
    internal static IndexerSettings Read(IConfiguration configuration)
    {
        var faults = new ConfigurationFaults();
        var chain = faults.Read(() => ChainOptions.Read(configuration, needsReputation: false));
        var indexer = faults.Read(() => OptionsSection.Read<IndexerOptions>(configuration, "Indexer"));
        var connection = faults.Read(() => Connect(configuration));
        faults.ThrowIfAny();
        return new(chain!, indexer!, connection!);
    }

    private static string Connect(IConfiguration configuration) =>
        configuration.GetConnectionString("Civic") is { Length: > 0 } connection
            ? DatabasePassword.Complete(configuration, "ConnectionStrings:Civic", connection)
            : throw new ConfigurationException(
                "ConnectionStrings:Civic is missing: a connection of user civic_indexer."
            );
}
