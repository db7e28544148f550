namespace CivicForge.Indexer.Reading;

/// <summary>The node contradicts itself or what was proven before. Nothing of the answer is used; the read is
/// repeated.</summary>
internal sealed class EvidenceException(string message) : Exception(message);
