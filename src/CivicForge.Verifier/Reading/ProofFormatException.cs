namespace CivicForge.Verifier.Reading;

/// <summary>The bytes are not a proof file of format v1; the message says where and why.</summary>
internal sealed class ProofFormatException(string message) : Exception(message);
