using System.Text.Json;
using CivicForge.Chain.TypedData;

namespace CivicForge.Chain.Tests.TypedData;

public sealed class Eip712Tests
{
    public static IEnumerable<TheoryDataRow<int, string>> Accepted => GoldenVectors.Cases("eip712", "accepted");
    public static IEnumerable<TheoryDataRow<int, string>> Refused => GoldenVectors.Cases("eip712", "refused");

    [Theory, MemberData(nameof(Accepted))]
    public void Typed_data_hashes_as_in_ethers_and_viem(int index, string name) =>
        Check(GoldenVectors.Row("eip712", "accepted", index), name);

    internal static void Check(JsonElement row, string name)
    {
        var (eip712, primaryType) = (TypesOf(row), row.Text("primaryType"));

        eip712.EncodeType(primaryType).ShouldBe(row.Text("encodeType"), name);
        eip712.HashStruct("EIP712Domain", row.GetProperty("domain")).ShouldBe(row.Hash("domainSeparator"), name);
        eip712.HashStruct(primaryType, row.GetProperty("message")).ShouldBe(row.Hash("structHash"), name);
        eip712
            .Digest(primaryType, row.GetProperty("domain"), row.GetProperty("message"))
            .ShouldBe(row.Hash("digest"), name);
    }

    [Theory, MemberData(nameof(Refused))]
    public void What_ethers_refuses_to_hash_is_refused(int index, string name)
    {
        var row = GoldenVectors.Row("eip712", "refused", index);
        Should.Throw<FormatException>(
            () => TypesOf(row).Digest(row.Text("primaryType"), row.GetProperty("domain"), row.GetProperty("message")),
            name
        );
    }

    [Fact]
    public void A_missing_member_is_named()
    {
        var row = GoldenVectors.Row("eip712", "accepted", 0);
        var refusal = Should.Throw<FormatException>(() =>
            TypesOf(row).HashStruct("Mail", JsonDocument.Parse("{}").RootElement)
        );
        refusal.Message.ShouldContain("from of Mail");
    }

    /// <summary>The row as a wallet gets it, with the domain's type.</summary>
    internal static JsonElement Payload(JsonElement row) =>
        JsonSerializer.SerializeToElement(
            new
            {
                types = row.GetProperty("types")
                    .EnumerateObject()
                    .Select(t => (t.Name, Members: (object)t.Value))
                    .Append(("EIP712Domain", DomainMembers(row).Select(m => new { name = m.Name, type = m.Type })))
                    .ToDictionary(t => t.Item1, t => t.Item2),
                domain = row.GetProperty("domain"),
                primaryType = row.Text("primaryType"),
                message = row.GetProperty("message"),
            }
        );

    private static Eip712 TypesOf(JsonElement row)
    {
        var types = row.GetProperty("types").EnumerateObject().ToDictionary(t => t.Name, t => Fields(t.Value));
        types["EIP712Domain"] = [.. DomainMembers(row)];
        return new Eip712(types);
    }

    private static IEnumerable<TypedDataField> DomainMembers(JsonElement row)
    {
        var members = new (string Name, string Type)[]
        {
            ("name", "string"),
            ("version", "string"),
            ("chainId", "uint256"),
            ("verifyingContract", "address"),
            ("salt", "bytes32"),
        };
        return members
            .Where(m => row.GetProperty("domain").TryGetProperty(m.Name, out _))
            .Select(m => new TypedDataField(m.Name, m.Type));
    }

    private static IReadOnlyList<TypedDataField> Fields(JsonElement fields) =>
        [.. fields.EnumerateArray().Select(f => new TypedDataField(f.Text("name"), f.Text("type")))];
}
