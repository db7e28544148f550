using System.Text.Json;
using System.Text.RegularExpressions;

namespace CivicForge.Chain.Rpc;

/// <summary>What a node's error means, by the rules in <c>NodeErrorRules.json</c>, which the web app reads too. There
/// is no standard: every provider has codes and words of its own.</summary>
public static class NodeErrors
{
    /// <summary>A longer message says nothing more.</summary>
    private const int MaxText = 2000;

    private static readonly Rule[] Rules = Load();

    /// <summary>The meaning of a JSON-RPC error.</summary>
    /// <param name="status">Of the HTTP answer that carried it.</param>
    /// <param name="code">Null when there was none.</param>
    /// <param name="text">The message and, behind a comma, a data member of plain words.</param>
    public static RpcFailure Classify(int status, int? code, string text)
    {
        var words = text.Length > MaxText ? text[..MaxText] : text;
        return Array.Find(Rules, rule => rule.Fits(status, code, words))?.Failure ?? RpcFailure.Refused;
    }

    /// <summary>The meaning of an answer that carries no JSON-RPC at all.</summary>
    public static RpcFailure ClassifyStatus(int status) =>
        Array.Find(Rules, rule => rule.IsOfStatusAlone && rule.Fits(status, null, ""))?.Failure ?? RpcFailure.Garbage;

    private static Rule[] Load()
    {
        using var stream = typeof(NodeErrors).Assembly.GetManifestResourceStream("NodeErrorRules.json")!;
        using var json = JsonDocument.Parse(stream);
        return [.. json.RootElement.GetProperty("rules").EnumerateArray().Select(Rule.Read)];
    }

    private sealed record Rule(RpcFailure Failure, int[]? Codes, int[]? Statuses, Regex? Words)
    {
        internal bool IsOfStatusAlone => Statuses is not null && Codes is null && Words is null;

        internal static Rule Read(JsonElement json) =>
            new(
                RpcFailures.Parse(json.GetProperty("class").GetString()!),
                Numbers(json, "codes"),
                Numbers(json, "statuses"),
                json.TryGetProperty("words", out var words)
                    ? new Regex(words.GetString()!, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)
                    : null
            );

        internal bool Fits(int status, int? code, string text) =>
            (Codes is null || (code is { } given && Codes.Contains(given)))
            && (Statuses?.Contains(status) ?? true)
            && (Words?.IsMatch(text) ?? true);

        private static int[]? Numbers(JsonElement json, string name) =>
            json.TryGetProperty(name, out var list)
                ? [.. list.EnumerateArray().Select(number => number.GetInt32())]
                : null;
    }
}
