namespace CivicForge.Indexer.Reading;

/// <summary>The node is another chain than the configured one, or than the one the database is about.</summary>
internal sealed class WrongChainException(string message) : Exception(message);
