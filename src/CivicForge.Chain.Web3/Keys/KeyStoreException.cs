namespace CivicForge.Chain.Web3.Keys;

/// <summary>A key store gave no key. The message says why and what to do, and quotes nothing of it.</summary>
public sealed class KeyStoreException(string message, Exception? inner = null) : Exception(message, inner);
