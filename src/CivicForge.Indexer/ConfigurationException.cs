namespace CivicForge.Indexer;

/// <summary>Settings are missing or wrong: a line for each, which names the key and says what to set.</summary>
internal sealed class ConfigurationException(string message) : Exception(message);
