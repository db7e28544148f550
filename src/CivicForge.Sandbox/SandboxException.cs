namespace CivicForge.Sandbox;

/// <summary>A part of the sandbox could not start or stopped by itself. The message says what happened and what to
/// do.</summary>
public sealed class SandboxException(string message, Exception? inner = null) : Exception(message, inner);
