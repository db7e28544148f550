using System.ComponentModel.DataAnnotations;
using CivicForge.Indexer.Database;

namespace CivicForge.Indexer;

/// <summary>All that the process is told. It starts with all of it right, or not at all.</summary>
/// <param name="Connection">With the password of its user.</param>
internal sealed record IndexerSettings(ChainOptions Chain, IndexerOptions Indexer, string Connection)
{
    /// <exception cref="ConfigurationException">What cannot be used, all of it.</exception>
    internal static IndexerSettings Read(IConfiguration configuration)
    {
        var faults = new List<string>();
        var chain = Bind<ChainOptions>(configuration, "Chain", faults);
        faults.AddRange(chain?.Faults() ?? []);
        var indexer = Bind<IndexerOptions>(configuration, "Indexer", faults);
        faults.AddRange(indexer is null ? [] : Faults(indexer));
        var connection = Connect(configuration, faults);
        return faults.Count == 0
            ? new(chain!, indexer!, connection!)
            : throw new ConfigurationException(string.Join('\n', faults));
    }

    private static T? Bind<T>(IConfiguration configuration, string section, List<string> faults)
        where T : class, new()
    {
        try
        {
            return configuration.GetSection(section).Get<T>() ?? new T();
        }
        catch (InvalidOperationException unusable)
        {
            // "Failed to convert configuration value 'soon' at 'Indexer:Poll' to type 'System.TimeSpan'."
            faults.Add(unusable.Message);
            return null;
        }
    }

    private static IEnumerable<string> Faults(IndexerOptions options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return results.Select(result => $"Indexer:{result.MemberNames.Single()}: {result.ErrorMessage}");
    }

    private static string? Connect(IConfiguration configuration, List<string> faults)
    {
        try
        {
            return configuration.GetConnectionString("Civic") is { Length: > 0 } connection
                ? DatabasePassword.Complete(configuration, "ConnectionStrings:Civic", connection)
                : throw new ConfigurationException(
                    "ConnectionStrings:Civic is missing: a connection of user civic_indexer."
                );
        }
        catch (ConfigurationException unusable)
        {
            faults.Add(unusable.Message);
            return null;
        }
    }
}
