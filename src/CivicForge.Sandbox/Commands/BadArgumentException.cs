namespace CivicForge.Sandbox.Commands;

/// <summary>An argument or variable is wrong; the command ends with exit code 64.</summary>
internal sealed class BadArgumentException(string message) : Exception(message);
