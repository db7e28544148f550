namespace CivicForge.Verifier.Command;

/// <summary>What standard output can show.</summary>
internal static class Terminal
{
    /// <summary>Colour only for a person at a terminal who has not said no (https://no-color.org).</summary>
    internal static bool Colour =>
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
