using System.CommandLine;

namespace CivicForge.Sandbox.Commands;

internal static class SecretsOption
{
    /// <summary>The option <c>--secrets</c>: the folder that holds a folder of secrets for each process.</summary>
    public static Option<string> Create() => new("--secrets") { DefaultValueFactory = _ => "/secrets" };
}
