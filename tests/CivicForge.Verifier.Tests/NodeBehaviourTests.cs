using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Verifier.Tests.Chain;

namespace CivicForge.Verifier.Tests;

/// <summary>What nodes do. The page's verifier is held to the same file.</summary>
public sealed class NodeBehaviourTests
{
    private static readonly JsonElement Behaviours = JsonDocument
        .Parse(File.ReadAllBytes(Path.Combine(Vectors.Folder, "..", "node-behaviours.json")))
        .RootElement;

    public static IEnumerable<TheoryDataRow<string>> Names() =>
        Behaviours
            .GetProperty("cases")
            .EnumerateArray()
            .Select(one => new TheoryDataRow<string>(one.GetProperty("name").GetString()!));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_command_makes_of_a_node_what_the_shared_table_says(string name)
    {
        var one = Behaviours
            .GetProperty("cases")
            .EnumerateArray()
            .Single(c => c.GetProperty("name").GetString() == name);
        var file = FileOf(one);
        await using var node = new ScriptedNode(
            one.GetProperty("rules").EnumerateArray().Concat(Behaviours.GetProperty("honest").EnumerateArray()),
            rule => FillIn(rule, file)
        );

        var report = await VerifyAsync(one, file, node);

        var open = one.TryGetProperty("loose", out _)
            ? report.Steps.Where(step => step.Result == StepResult.Inconclusive).Select(step => step.Name).ToList()
            : [];
        foreach (
            var step in report.Steps.Where(step =>
                !open.Contains(step.Name) || one.GetProperty("steps").TryGetProperty(step.Name, out _)
            )
        )
        {
            var expected = one.GetProperty("steps").TryGetProperty(step.Name, out var result)
                ? result.GetString()
                : "pass";
            step.Result.ToString().ToLowerInvariant().ShouldBe(expected, $"{step.Name}: {step.Reason}");
        }

        report.Verdict.Word().ShouldBe(one.GetProperty("verdict").GetString());
        if (one.TryGetProperty("says", out var words))
        {
            report.Steps.ShouldContain(step => step.Reason.Contains(words.GetString()!));
        }
    }

    private static async Task<VerificationReport> VerifyAsync(JsonElement one, JsonObject file, ScriptedNode node)
    {
        var credentials = one.TryGetProperty("credentials", out var given) ? given.GetString() + "@" : "";
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var client = new EthClient(
            http,
            new Uri($"http://{credentials}127.0.0.1:{node.Port}/"),
            TimeSpan.FromMilliseconds(Behaviours.GetProperty("callTimeoutMs").GetInt32()),
            8 << 20
        );
        var trusted = Vectors.Trusted.Select(d => d with { Finality = FinalityOf(one, "published") }).ToList();
        return await new ProofVerifier(
            trusted,
            client,
            finality: FinalityOf(one, "finality"),
            pause: TimeSpan.FromMilliseconds(10)
        ).VerifyAsync(Vectors.ToBytes(file), TestContext.Current.CancellationToken);
    }

    private static Finality? FinalityOf(JsonElement one, string member) =>
        one.TryGetProperty(member, out var text) && Finality.TryParse(text.GetString(), out var finality)
            ? finality
            : null;

    private static JsonObject FileOf(JsonElement one)
    {
        var file = JsonNode
            .Parse(Vectors.Bytes(one.TryGetProperty("file", out var name) ? name.GetString()! : "valid.json"))!
            .AsObject();
        if (one.TryGetProperty("hint", out var hint))
        {
            file["anchor"]!["blockNumber"] = hint.GetInt64();
        }
        return file;
    }

    private static string FillIn(string rule, JsonObject file)
    {
        var code = Convert.ToHexStringLower(ContractArtifact.AttestationRegistry.DeployedBytecode);
        return rule.Replace("$root", file["merkle"]!["root"]!.GetValue<string>(), StringComparison.Ordinal)
            .Replace("$code", "0x" + code, StringComparison.Ordinal)
            .Replace("$CODE", "0x" + code.ToUpper(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
