namespace CivicForge.Api.Hosting;

/// <summary>A setting is missing or wrong. The message names the key, what was found and what to do; the process ends
/// with exit code 64.</summary>
public sealed class ConfigurationException(string message) : Exception(message);
