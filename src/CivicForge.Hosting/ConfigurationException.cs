namespace CivicForge.Hosting;

/// <summary>Settings are missing or wrong. The message is a line for each, which names the key, what was found and what
/// to do; the process ends with <see cref="ExitCodes.Usage"/>.</summary>
public sealed class ConfigurationException(string message) : Exception(message);
