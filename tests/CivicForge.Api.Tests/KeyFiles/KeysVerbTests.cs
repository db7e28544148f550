using CivicForge.Api.Hosting;
using CivicForge.Api.KeyFiles;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Hosting;
using CivicForge.Sandbox.Ethereum;
using Microsoft.Extensions.Configuration;

namespace CivicForge.Api.Tests.KeyFiles;

/// <summary>The verb <c>keys</c>, and what a service makes of the files.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class KeysVerbTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("civicforge-keys-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_key_under_a_passphrase_is_made_shown_and_opened_by_a_service()
    {
        var said = await RunAsync("new", "anchorer", "--out", At("anchorer.json"), "--passphrase", At("passphrase"));
        said.ShouldContain("random passphrase");
        foreach (var file in new[] { "anchorer.json", "passphrase" })
        {
            File.GetUnixFileMode(At(file)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var key = Keys.Secp256k1(
            Settings(
                ("Keys:Anchorer", At("anchorer.json")),
                ("Keys:PassphraseFile", At("passphrase")),
                ("Chain:Id", "1")
            ),
            "Anchorer"
        );
        said.ShouldContain(key.Address.ToString());
        (await RunAsync("show", At("anchorer.json"))).ShouldBe(
            $"{key.Address} (as the key store says; it was not opened)\n"
        );
        (await RunAsync("show", At("anchorer.json"), "--passphrase", At("passphrase"))).ShouldBe(
            $"{key.Address} (key store)\n"
        );
        File.ReadAllText(At("anchorer.json")).ShouldNotContain(key.ToHex()[2..]);
    }

    [Fact]
    public void A_plain_key_is_for_development_chains()
    {
        var plain = PrivateKey.Generate();
        (string, string) key = ("Keys:Receipt", plain.ToHex());
        Keys.Secp256k1(Settings(key, ("Chain:Id", "31337")), "Receipt").Address.ShouldBe(plain.Address);
        Keys.Secp256k1(Settings(key, ("Chain:Id", "5"), ("Chain:Development", "true")), "Receipt")
            .Address.ShouldBe(plain.Address);
        foreach (
            var settings in new[]
            {
                Settings(key, ("Chain:Id", "1")),
                Settings(key, ("Chain:Id", "31337"), ("Chain:Development", "false")),
            }
        )
        {
            var refused = Should.Throw<ConfigurationException>(() => Keys.Secp256k1(settings, "Receipt")).Message;
            refused.ShouldContain("./civicforge keys import receipt");
            refused.ShouldNotContain(plain.ToHex());
        }

        Should
            .Throw<ConfigurationException>(() =>
                Keys.Secp256k1(Settings(key, ("Chain:Development", "perhaps")), "Receipt")
            )
            .Message.ShouldContain("true or false");
    }

    [Fact]
    public async Task A_key_store_without_its_passphrase_stops_the_start_and_says_which_setting()
    {
        await RunAsync("new", "receipt", "--out", At("receipt.json"), "--passphrase", At("passphrase"));
        await RunAsync("new", "payout", "--out", At("payout.json"), "--passphrase", At("other"));
        string Refusal(params (string, string)[] more) =>
            Should
                .Throw<ConfigurationException>(() =>
                    Keys.Secp256k1(Settings([("Keys:Receipt", At("receipt.json")), .. more]), "Receipt")
                )
                .Message;
        Refusal().ShouldContain("Keys:PassphraseFile");
        Refusal(("Keys:PassphraseFile", At("none"))).ShouldContain("cannot be read");
        Refusal(("Keys:PassphraseFile", At("other")))
            .ShouldBe("Keys:Receipt: The passphrase is not that of the key store.");
        File.SetUnixFileMode(At("passphrase"), (UnixFileMode)Convert.ToInt32("0644", 8));
        Refusal(("Keys:PassphraseFile", At("passphrase"))).ShouldContain("chmod 600");
    }

    [Fact]
    public async Task A_plain_key_and_another_tool_s_store_are_taken_over()
    {
        var key = PrivateKey.Generate();
        SecretFile.Write(At("plain"), key.ToHex());
        (
            await RunAsync(
                "import",
                "payout",
                "--from",
                At("plain"),
                "--out",
                At("payout.json"),
                "--passphrase",
                At("passphrase")
            )
        ).ShouldContain(key.Address.ToString());
        await RunAsync(
            "import",
            "payout",
            "--from",
            At("payout.json"),
            "--from-passphrase",
            At("passphrase"),
            "--out",
            At("again.json"),
            "--passphrase",
            At("next")
        );
        (await RunAsync("show", At("again.json"), "--passphrase", At("next"))).ShouldStartWith(key.Address.ToString());
        (await RunAsync("show", At("plain"))).ShouldBe($"{key.Address} (plain)\n");
    }

    [Theory]
    [InlineData("new", "session", "--passphrase", "file")]
    [InlineData("new", "house")]
    [InlineData("import", "payout")]
    [InlineData("import", "payout", "--from", "/no/such/file", "--out", "file", "--passphrase", "file")]
    [InlineData("show", "/no/such/file")]
    [InlineData("show", "")]
    [InlineData("new", "payout", "--out", "")]
    [InlineData("new", "payout", "--passphrase", "")]
    [InlineData("new", "payout", "--out", "/dev/null/key")]
    [InlineData("rotate", "receipt", "--out", "", "--passphrase", "")]
    [InlineData("rotate", "session", "--out", "file", "--passphrase", "file")]
    [InlineData("rotate", "receipt", "--out", "file", "--passphrase", "file", "--registry", "0x12")]
    public async Task Wrong_arguments_are_64_and_make_nothing(params string[] arguments)
    {
        var files = arguments.Select(argument => argument == "file" ? At("file") : argument);
        await Should.ThrowAsync<ConfigurationException>(() => KeysVerb.RunAsync([.. files], TextWriter.Null));
        _folder.GetFiles().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"version\":3")]
    [InlineData("0x12")]
    public async Task A_file_that_holds_no_key_is_named_wherever_one_is_read(string text)
    {
        SecretFile.Write(At("key"), text);
        SecretFile.Write(At("passphrase"), new string('p', 20));
        foreach (
            var arguments in new string[][]
            {
                ["show", At("key")],
                ["rotate", "receipt", "--out", At("key"), "--passphrase", At("passphrase")],
                [
                    "import",
                    "payout",
                    "--from",
                    At("key"),
                    "--from-passphrase",
                    At("passphrase"),
                    "--out",
                    At("next"),
                    "--passphrase",
                    At("passphrase"),
                ],
            }
        )
        {
            (await RefusalAsync(arguments)).ShouldStartWith(At("key"));
        }

        File.Exists(At("next")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_old_key_is_not_the_next_one_and_only_http_leads_to_a_node()
    {
        string[] rotate = ["rotate", "anchorer", "--out", At("key"), "--passphrase", At("passphrase")];
        await RunAsync([.. rotate, "--no-wait"]);
        var address = (await RunAsync("show", At("key"))).Split(' ')[0];
        (await RefusalAsync([.. rotate, "--old", address, "--no-wait"])).ShouldContain("holds the old key");
        foreach (var url in new[] { "localhost:8545", "/rpc", "ftp://node" })
        {
            (await RefusalAsync([.. rotate, "--registry", address, "--rpc", url])).ShouldContain("--rpc URL");
        }
    }

    [Fact]
    public async Task A_passphrase_from_standard_input_makes_no_file()
    {
        var (before, input) = (Console.In, new StringReader("twenty characters are needed\n"));
        try
        {
            Console.SetIn(input);
            await RunAsync("new", "payout", "--out", At("key"), "--passphrase", "-");
        }
        finally
        {
            Console.SetIn(before);
        }

        SecretFile.Write(At("passphrase"), "twenty characters are needed");
        (await RunAsync("show", At("key"), "--passphrase", At("passphrase"))).ShouldContain("(key store)");
        File.Exists("-").ShouldBeFalse();
    }

    [Fact]
    public async Task A_receipt_key_is_replaced_when_the_admin_has_called_what_was_printed()
    {
        await using var chain = await TestChain.StartAsync();
        using var own = new StringWriter();
        string[] arguments =
        [
            "rotate",
            "receipt",
            "--out",
            At("next.json"),
            "--passphrase",
            At("passphrase"),
            "--rpc",
            chain.Url.ToString(),
            "--registry",
            chain.Registry.ToString(),
        ];
        var rotating = KeysVerb.RunAsync(arguments, own);
        await Eventually.TrueAsync(
            () => Task.FromResult(own.ToString().Contains("Waiting", StringComparison.Ordinal)),
            "it does not wait"
        );
        rotating.IsCompleted.ShouldBeFalse();

        await chain.SendAsync(
            DevelopmentAccounts.Deployer,
            chain.Registry,
            Hex.Decode(
                own.ToString().Split('\n').Single(line => line.StartsWith("  0x", StringComparison.Ordinal)).Trim()
            )
        );
        await chain.FinalizeAsync();

        (await rotating.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(0);
        own.ToString().ShouldContain("The registry names the new key.");
        (await RunAsync("show", At("next.json"))).ShouldStartWith(
            (await chain.RegistryContract.ReceiptKeyAsync(BlockId.Latest, default)).ToString()
        );
        (await RunAsync(arguments)).ShouldContain(
            "The registry names the new key.",
            Case.Sensitive,
            "run again, it goes on from there"
        );
    }

    [Fact]
    public async Task An_anchorer_key_gets_the_role_and_the_old_one_loses_it()
    {
        var said = await RunAsync(
            "rotate",
            "anchorer",
            "--out",
            At("next.json"),
            "--passphrase",
            At("passphrase"),
            "--old",
            DevelopmentAccounts.Anchorer.Address,
            "--no-wait"
        );
        said.Split('\n').Count(line => line.StartsWith("  0x", StringComparison.Ordinal)).ShouldBe(2);
        said.ShouldContain(DevelopmentAccounts.Anchorer.Address[2..].ToLowerInvariant());
        (
            await RunAsync("rotate", "payout", "--out", At("payout.json"), "--passphrase", At("passphrase"))
        ).ShouldContain("No contract knows the payout key.");
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private static async Task<string> RefusalAsync(string[] arguments) =>
        (await Should.ThrowAsync<ConfigurationException>(() => KeysVerb.RunAsync(arguments, TextWriter.Null))).Message;

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        (await KeysVerb.RunAsync(arguments, output)).ShouldBe(0, output.ToString());
        return output.ToString();
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value))
            .Build();
}
