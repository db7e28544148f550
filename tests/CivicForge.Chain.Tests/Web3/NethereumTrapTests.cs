using System.Globalization;
using System.Text.Json;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.TypedData;
using CivicForge.Chain.Web3.Transactions;
using CivicForge.Sandbox.Demo;
using Nethereum.ABI;
using Nethereum.ABI.EIP712;
using Nethereum.Hex.HexTypes;
using Nethereum.Signer;
using Nethereum.Util;

namespace CivicForge.Chain.Tests.Web3;

/// <summary>Where Nethereum does something else than one expects, and that our code stays clear of it. A trap that is
/// gone after an upgrade fails here too:
/// then the way around it can go.</summary>
public sealed class NethereumTrapTests
{
    [Fact]
    public void A_Guid_as_bytes16_takes_another_byte_order_so_ids_go_as_bytes()
    {
        var id = Guid.Parse("01950c3e-7a2b-7c4d-8e5f-0123456789ab");
        byte[] word = [.. QuestId.ToBytes16(id), .. new byte[16]];
        Encoded("bytes16", QuestId.ToBytes16(id)).ShouldBe(word);
        ShouldDiffer(() => Encoded("bytes16", id), word);
    }

    [Fact]
    public void A_title_that_looks_like_a_date_is_another_text_in_its_JSON_reader_and_not_in_ours()
    {
        var payload = Title("2026-01-02T03:04:05.678Z");
        var ours = OurDigest(payload);
        ShouldDiffer(
            () =>
                Sha3Keccack.Current.CalculateHash(Eip712TypedDataEncoder.Current.EncodeTypedData(payload.GetRawText())),
            ours
        );
        Digest(TypedDataReader.Read(payload)).ShouldBe(ours);
    }

    [Fact]
    public void The_order_of_its_structs_follows_the_culture_so_ours_have_none_inside()
    {
        var payload = JsonDocument
            .Parse(
                """
                {"domain":{"name":"a"},"primaryType":"Root","message":{"p":{"x":"1"},"q":{"x":"2"}},"types":{
                "EIP712Domain":[{"name":"name","type":"string"}],
                "Root":[{"name":"p","type":"apple"},{"name":"q","type":"Banana"}],
                "apple":[{"name":"x","type":"uint256"}],"Banana":[{"name":"x","type":"uint256"}]}}
                """
            )
            .RootElement;
        InCulture("en-US", () => Digest(TypedDataReader.Read(payload))).ShouldNotBe(OurDigest(payload));
        string[] signed = [CreatorAttestation.Type, PerformerAttestation.Type, AttestationReceipt.Type];
        signed.ShouldAllBe(type => type.Count(c => c == '(') == 1);
    }

    [Theory]
    [InlineData("de-DE"), InlineData("tr-TR"), InlineData("ar-SA"), InlineData("sv-SE")]
    public void No_culture_changes_a_transaction_or_what_the_wallet_hashes(string culture)
    {
        var (key, payload) = (PrivateKey.FromHex("0x" + new string('7', 64)), Title("I, İ und ß"));
        var transaction = new CivicForge.Chain.Transactions.Eip1559Transaction(
            31337,
            3,
            10,
            1_000_000,
            100_000,
            key.Address,
            0,
            [1, 2]
        );
        InCulture(culture, () => transaction.Encode(key)).ShouldBe(InCulture("", () => transaction.Encode(key)));
        InCulture(culture, () => Digest(TypedDataReader.Read(payload))).ShouldBe(OurDigest(payload));
    }

    [Fact]
    public void It_reads_text_that_is_no_quantity_as_a_number() => new HexBigInteger("0x:;").Value.ShouldBe(171);

    [Fact]
    public void Its_process_wide_switches_stay_as_they_come() => EthECKey.SignRecoverable.ShouldBeFalse();

    [Fact]
    public void Every_key_signs_also_one_with_a_leading_zero_byte()
    {
        var key = PrivateKey.FromHex("0x00" + new string('a', 62));
        var transaction = new CivicForge.Chain.Transactions.Eip1559Transaction(1, 0, 1, 1, 21_000, key.Address, 0, []);
        transaction.Sign(key).Sender.ShouldBe(key.Address);
    }

    /// <summary>Another result, or none.</summary>
    private static void ShouldDiffer(Func<byte[]> made, byte[] right)
    {
        try
        {
            made().ShouldNotBe(right);
        }
        catch (Exception e) when (e is not ShouldAssertException)
        {
            e.Message.ShouldNotBeNull();
        }
    }

    private static byte[] Encoded(string type, object value) =>
        new ABIEncode().GetABIEncoded(new ABIValue(type, value));

    private static byte[] Digest(TypedDataRaw typed) =>
        Sha3Keccack.Current.CalculateHash(Eip712TypedDataEncoder.Current.EncodeTypedDataRaw(typed));

    private static byte[] OurDigest(JsonElement payload)
    {
        var types = payload
            .GetProperty("types")
            .EnumerateObject()
            .ToDictionary(
                t => t.Name,
                t =>
                    (IReadOnlyList<TypedDataField>)
                        [.. t.Value.EnumerateArray().Select(m => new TypedDataField(m.Text("name"), m.Text("type")))]
            );
        return new Eip712(types)
            .Digest(payload.Text("primaryType"), payload.GetProperty("domain"), payload.GetProperty("message"))
            .ToArray();
    }

    private static JsonElement Title(string title) =>
        JsonSerializer.SerializeToElement(
            new
            {
                types = new Dictionary<string, object>
                {
                    ["EIP712Domain"] = new[] { new { name = "name", type = "string" } },
                    ["Quest"] = new[] { new { name = "title", type = "string" } },
                },
                domain = new { name = "CivicForge" },
                primaryType = "Quest",
                message = new { title },
            }
        );

    private static T InCulture<T>(string culture, Func<T> run)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return run();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
