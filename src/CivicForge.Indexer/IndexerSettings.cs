using CivicForge.Hosting;
using CivicForge.Hosting.Database;

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
        var connection = faults.Read(() =>
            DatabaseConnection.Read(configuration, "Civic", "the database, with user civic_indexer")
        );
        faults.ThrowIfAny();
        return new(chain!, indexer!, connection!);
    }
}
