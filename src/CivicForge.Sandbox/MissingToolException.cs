namespace CivicForge.Sandbox;

/// <summary>Something this machine lacks. The message names it and the exact command that installs it.</summary>
public sealed class MissingToolException(string message) : Exception(message);
