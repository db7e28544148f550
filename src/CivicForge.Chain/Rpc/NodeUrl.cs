using System.Diagnostics.CodeAnalysis;

namespace CivicForge.Chain.Rpc;

/// <summary>The address of a node's JSON-RPC, as a person writes it down.</summary>
public static class NodeUrl
{
    /// <summary>Whether a node can be asked there: an absolute URL of http or https. <c>localhost:8545</c> has the
    /// scheme <c>localhost</c>, and <c>/rpc</c> is a file.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && url.Scheme is "http" or "https";
}
