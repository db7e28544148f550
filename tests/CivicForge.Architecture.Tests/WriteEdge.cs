using System.Text.Json;
using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests;

/// <summary>Nethereum stays at the write edge: it makes what we author and send, and never decides about a stranger's
/// bytes.</summary>
public sealed partial class WriteEdge
{
    private static readonly string[] Kept =
    [
        "Nethereum.",
        "Newtonsoft.",
        "BouncyCastle.",
        "NBitcoin.",
        "CivicForge.Chain.Web3",
    ];

    [Theory]
    [InlineData("CivicForge.Chain")]
    [InlineData("CivicForge.Hosting")]
    [InlineData("CivicForge.Verifier")]
    [InlineData("CivicForge.Indexer")]
    public void Nothing_of_Nethereum_comes_with(string project)
    {
        var file = Path.Combine(SourceTree.Root, "src", project, "packages.lock.json");
        using var locked = JsonDocument.Parse(File.ReadAllText(file));
        locked
            .RootElement.GetProperty("dependencies")
            .EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Select(package => package.Name)
            .Where(name => Kept.Any(kept => name.StartsWith(kept, StringComparison.OrdinalIgnoreCase)))
            .ShouldBeEmpty();
        SourceTree
            .Files($"src/{project}", ".cs")
            .Where(f => Mentioned().IsMatch(File.ReadAllText(f)))
            .Select(SourceTree.Relative)
            .ShouldBeEmpty();
    }

    [Fact]
    public void The_service_sees_our_messages_and_not_Nethereum() =>
        SourceTree
            .Files("src/CivicForge.Api", ".cs")
            .Where(f => Mentioned().IsMatch(File.ReadAllText(f)))
            .Select(SourceTree.Relative)
            .ShouldBeEmpty("go through CivicForge.Chain.Web3");

    [Fact]
    public void Nothing_chooses_signs_and_sends_in_one_step() =>
        Everywhere()
            .Where(f => InOneStep().IsMatch(File.ReadAllText(f)))
            .Select(SourceTree.Relative)
            .ShouldBeEmpty("signed bytes are stored before they are sent, and a nonce is a row");

    [Fact]
    public void Nothing_sets_what_holds_for_the_whole_process() =>
        Everywhere()
            .Where(f => ProcessWide().IsMatch(File.ReadAllText(f)))
            .Select(SourceTree.Relative)
            .ShouldBeEmpty("another caller in this process counts on the default");

    [Fact]
    public void Events_are_read_by_our_own_decoder() =>
        SourceTree
            .Files("src", ".cs")
            .Where(f => Decoding().IsMatch(File.ReadAllText(f)))
            .Select(SourceTree.Relative)
            .ShouldBeEmpty("Nethereum decodes logs of other contracts and removed ones too");

    private static IEnumerable<string> Everywhere() =>
        new[] { "src", "tests", "bench" }
            .SelectMany(folder => SourceTree.Files(folder, ".cs"))
            .Where(f => !f.EndsWith(nameof(WriteEdge) + ".cs", StringComparison.Ordinal));

    [GeneratedRegex(@"\b(Nethereum|Newtonsoft)\.[A-Z]")]
    private static partial Regex Mentioned();

    [GeneratedRegex(
        @"\b(TransactionManager|NonceService|SendRequestAndWaitForReceiptAsync|DeployContractAndWaitForReceiptAsync)\b"
    )]
    private static partial Regex InOneStep();

    [GeneratedRegex(@"\b(SignRecoverable|ConnectionTimeout|JsonConvert\.DefaultSettings)\s*=[^=]")]
    private static partial Regex ProcessWide();

    [GeneratedRegex(@"\b(DecodeAllEvents|DecodeEvent|IsLogForEvent)\b")]
    private static partial Regex Decoding();
}
