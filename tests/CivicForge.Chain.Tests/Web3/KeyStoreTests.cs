using System.Diagnostics;
using System.Text.Json.Nodes;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Web3.Keys;
using CivicForge.Sandbox;

namespace CivicForge.Chain.Tests.Web3;

/// <summary>Keys under a passphrase, in the form that every wallet reads.</summary>
public sealed class KeyStoreTests
{
    private const string Passphrase = "correct horse battery – ä 🐎";

    /// <summary>The two test vectors of the Web3 Secret Storage definition.</summary>
    private const string Published = "0x7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";

    private const string Pbkdf2 = """
        {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
        "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
        "kdf":"pbkdf2","kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256",
        "salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
        "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},
        "id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
        """;

    private const string Scrypt = """
        {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"83dbcc02d8ccb40e466191a123791e0e"},
        "ciphertext":"d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",
        "kdf":"scrypt","kdfparams":{"dklen":32,"n":262144,"r":1,"p":8,
        "salt":"ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19"},
        "mac":"2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097"},
        "id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
        """;

    [Theory]
    [InlineData(Pbkdf2)]
    [InlineData(Scrypt)]
    public void The_published_stores_open(string json)
    {
        KeyStore.Decrypt(json, "testpassword").ToHex().ShouldBe(Published);
        KeyStore.AddressOf(json).ShouldBeNull();
    }

    [Theory]
    [InlineData("0x7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d")]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("0x00ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff")]
    public void What_is_put_in_comes_out_and_is_not_to_be_seen(string hex)
    {
        var key = PrivateKey.FromHex(hex);
        var json = KeyStore.Encrypt(key, Passphrase);
        json.ShouldNotContain(hex[2..]);
        KeyStore.Is(json).ShouldBeTrue();
        KeyStore.AddressOf(json).ShouldBe(key.Address);
        KeyStore.Decrypt(json, Passphrase).ToHex().ShouldBe(hex);
        KeyStore.Encrypt(key, Passphrase).ShouldNotBe(json);
    }

    [Fact]
    public void A_wrong_passphrase_a_changed_store_or_none_says_why_and_quotes_nothing()
    {
        var json = KeyStore.Encrypt(PrivateKey.Generate(), Passphrase);
        Refusal(json, "wrong horse").ShouldBe("The passphrase is not that of the key store.");
        Refusal(json, "").ShouldContain("empty");
        Should
            .Throw<KeyStoreException>(() => KeyStore.Encrypt(PrivateKey.Generate(), "nineteen characters"))
            .Message.ShouldContain("20 are the least");
        Refusal(Changed(json, store => store["address"] = new string('1', 40)), Passphrase)
            .ShouldContain("but holds the key of");
        Refusal(Changed(json, store => store["version"] = 1), Passphrase).ShouldContain("version is not 3");
        Refusal(Changed(json, store => store["crypto"]!["cipher"] = "none"), Passphrase).ShouldContain("cipher");
        Refusal(Changed(json, store => store["crypto"]!["ciphertext"] = new string('0', 64)), Passphrase)
            .ShouldContain("passphrase");
        Refusal("{\"secret\":1}", Passphrase).ShouldNotContain("secret\":1");
        Refusal("{", Passphrase).ShouldContain("not a key store");
    }

    [Fact]
    public void A_store_that_takes_the_memory_of_a_service_is_refused_where_one_starts_and_taken_over_by_the_command()
    {
        var dear = Changed(
            Scrypt,
            store =>
                store["crypto"]!["kdfparams"] = new JsonObject
                {
                    ["n"] = 131072,
                    ["r"] = 8,
                    ["p"] = 1,
                    ["dklen"] = 32,
                    ["salt"] = "00",
                }
        );
        Refusal(dear, "testpassword").ShouldContain("128 MiB");
        Refusal(dear, "testpassword").ShouldContain("keys import");
        Should
            .Throw<KeyStoreException>(() => KeyStore.Decrypt(dear, "testpassword", costly: true))
            .Message.ShouldContain("passphrase", Case.Insensitive, "it was opened, with another result");
    }

    [Theory]
    [InlineData("scrypt", "p", 1 << 20)]
    [InlineData("scrypt", "r", 1 << 20)]
    [InlineData("scrypt", "n", 1 << 30)]
    [InlineData("pbkdf2", "c", int.MaxValue)]
    public void A_cost_that_no_wallet_asks_for_is_refused_by_the_command_too(string kdf, string parameter, int value)
    {
        var absurd = Changed(
            kdf == "scrypt" ? Scrypt : Pbkdf2,
            store => store["crypto"]!["kdfparams"]![parameter] = value
        );
        Refusal(absurd, "testpassword").ShouldContain("keys import");
        Should
            .Throw<KeyStoreException>(() => KeyStore.Decrypt(absurd, "testpassword", costly: true))
            .Message.ShouldContain("It was not opened.");
    }

    [Theory]
    [InlineData(Pbkdf2)]
    [InlineData(Scrypt)]
    public void Whatever_is_missing_or_odd_in_a_store_is_named_and_nothing_is_opened(string json)
    {
        var odd = new JsonNode?[]
        {
            null,
            "",
            "zz",
            "0x0",
            -1,
            0,
            3.5,
            long.MaxValue,
            new JsonArray(),
            new JsonObject(),
        };
        foreach (var path in Members(JsonNode.Parse(json)!, []).Where(path => path is not ["id"]))
        {
            Refusal(Changed(json, store => Parent(store, path).Remove(path[^1])), "testpassword")
                .ShouldContain($"it has no {path[^1]}");
            foreach (var value in odd)
            {
                var changed = Changed(json, store => Parent(store, path)[path[^1]] = value?.DeepClone());
                Refusal(changed, "testpassword")
                    .ShouldStartWith("This is not a key store of version 3", Case.Sensitive, changed);
            }
        }
    }

    [Fact]
    public async Task Foundry_opens_what_we_wrote()
    {
        var folder = Directory.CreateTempSubdirectory("civicforge-keystore-");
        var key = PrivateKey.Generate();
        var (store, passphrase) = (
            Path.Combine(folder.FullName, "key.json"),
            Path.Combine(folder.FullName, "passphrase")
        );
        await File.WriteAllTextAsync(store, KeyStore.Encrypt(key, Passphrase));
        await File.WriteAllTextAsync(passphrase, Passphrase);
        using var cast = Process.Start(
            new ProcessStartInfo(
                Repository.FoundryTool("cast"),
                ["wallet", "address", "--keystore", store, "--password-file", passphrase]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var (output, errors) = (await cast.StandardOutput.ReadToEndAsync(), await cast.StandardError.ReadToEndAsync());
        folder.Delete(recursive: true);
        output.Trim().ShouldBe(key.Address.ToString(), errors);
    }

    private static IEnumerable<string[]> Members(JsonNode json, string[] path) =>
        json is JsonObject members
            ? members.SelectMany(m => new[] { (string[])[.. path, m.Key] }.Concat(Members(m.Value!, [.. path, m.Key])))
            : [];

    private static JsonObject Parent(JsonNode store, string[] path) =>
        path[..^1].Aggregate(store, (json, name) => json[name]!).AsObject();

    private static string Refusal(string json, string passphrase) =>
        Should.Throw<KeyStoreException>(() => KeyStore.Decrypt(json, passphrase)).Message;

    private static string Changed(string json, Action<JsonNode> change)
    {
        var store = JsonNode.Parse(json)!;
        change(store);
        return store.ToJsonString();
    }
}
