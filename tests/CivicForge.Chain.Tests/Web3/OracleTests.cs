using System.Text.Json;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.Tests.TypedData;
using CivicForge.Chain.TypedData;
using CivicForge.Sandbox.Demo;
using Nethereum.ABI.EIP712;
using Nethereum.Signer;
using Nethereum.Util;

namespace CivicForge.Chain.Tests.Web3;

/// <summary>What decides about strangers' bytes is ours; Nethereum, which shares no line with it, comes to the same
/// results.</summary>
public sealed class OracleTests
{
    private static readonly string[] Titles =
    [
        "Plant three young oaks",
        "Bäume pflanzen – 3 young oaks 🌳",
        "2026-01-02T03:04:05Z",
        "2026-01-02",
        "12",
        "null",
        "",
        " 'x\"\\\n",
    ];

    [Theory]
    [InlineData(500)]
    [InlineData(20_000, Traits = ["Tier", "Long"])]
    public void Random_attestations_and_receipts_have_its_digest(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (creator, performer, work, id) = (
                PrivateKey.Generate().Address,
                PrivateKey.Generate().Address,
                Keccak256.Hash(BitConverter.GetBytes(i)),
                Guid.CreateVersion7()
            );
            var (title, outcome, deadline) = (
                Titles[i % Titles.Length],
                i % 2 == 0 ? Outcome.Done : Outcome.Exceptional,
                1_790_000_000UL + (ulong)i
            );
            var domain = CivicDomain.Create(1 + (ulong)i, performer);

            var byCreator = new CreatorAttestation(
                TitleHash.Compute(title),
                outcome,
                id,
                creator,
                performer,
                work,
                150,
                (uint)i,
                deadline
            ).Digest(domain);
            Digest(
                    CreatorAttestation.Type,
                    domain,
                    title,
                    outcome.Word(),
                    QuestId.ToHex(id),
                    $"{creator}",
                    $"{performer}",
                    $"{work}",
                    "150",
                    $"{i}",
                    $"{deadline}"
                )
                .ShouldBe(byCreator, title);
            var byPerformer = new PerformerAttestation(
                TitleHash.Compute(title),
                id,
                creator,
                performer,
                work,
                deadline
            ).Digest(domain);
            Digest(
                    PerformerAttestation.Type,
                    domain,
                    title,
                    QuestId.ToHex(id),
                    $"{creator}",
                    $"{performer}",
                    $"{work}",
                    $"{deadline}"
                )
                .ShouldBe(byPerformer, title);
            var receipt = new AttestationReceipt(byCreator, creator, deadline, 0, work).Digest(domain);
            Digest(AttestationReceipt.Type, domain, $"{byCreator}", $"{creator}", $"{deadline}", "0", $"{work}")
                .ShouldBe(receipt);
        }
    }

    [Fact]
    public void Typed_data_of_others_has_its_digest()
    {
        foreach (var row in GoldenVectors.Rows("eip712", "accepted"))
        {
            Digest(Eip712Tests.Payload(row)).ShouldBe(row.Hash("digest"), row.Text("name"));
        }
    }

    [Theory]
    [InlineData(50)]
    [InlineData(2_000, Traits = ["Tier", "Long"])]
    public void It_recovers_the_same_signer(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (key, digest) = (PrivateKey.Generate(), Keccak256.Hash(BitConverter.GetBytes(i)));
            var signature = key.Sign(digest);
            Secp256k1.Recover(digest, signature).ShouldBe(key.Address);
            new MessageSigner()
                .EcRecover(digest.ToArray(), Hex.Encode(signature.ToBytes()))
                .ShouldBe(key.Address.ToString());
        }
    }

    [Fact]
    public void Its_wallet_signs_what_we_accept()
    {
        var wallet = new Wallet();
        var (text, payload) = (
            "Sign in – ä",
            Payload(
                PerformerAttestation.Type,
                CivicDomain.Create(1, wallet.Address),
                "2026-01-02",
                QuestId.ToHex(Guid.CreateVersion7()),
                $"{wallet.Address}",
                $"{wallet.Address}",
                $"{Hash32.Parse("0x" + new string('1', 64))}",
                "1"
            )
        );
        Signer(PersonalMessage.Digest(text), wallet.SignMessage(text)).ShouldBe(wallet.Address);
        var (digest, signature) = wallet.SignTypedData(payload);
        Signer(digest, signature).ShouldBe(wallet.Address);
    }

    private static Address? Signer(Hash32 digest, string signature)
    {
        EcdsaSignature.TryParse(Hex.Decode(signature), out var parsed, out var fault).ShouldBeTrue($"{fault}");
        return Secp256k1.Recover(digest, parsed);
    }

    private static Hash32 Digest(string type, TypedDataDomain domain, params string[] values) =>
        Digest(Payload(type, domain, values));

    private static Hash32 Digest(JsonElement payload) =>
        new(
            Sha3Keccack.Current.CalculateHash(
                Eip712TypedDataEncoder.Current.EncodeTypedDataRaw(TypedDataReader.Read(payload))
            )
        );

    /// <param name="type">As the protocol writes it: <c>Name(type name,…)</c>.</param>
    private static JsonElement Payload(string type, TypedDataDomain domain, params string[] values)
    {
        var name = type[..type.IndexOf('(', StringComparison.Ordinal)];
        var members = type[(name.Length + 1)..^1].Split(',').Select(member => member.Split(' ')).ToArray();
        members.Length.ShouldBe(values.Length);
        return JsonSerializer.SerializeToElement(
            new
            {
                types = new Dictionary<string, object>
                {
                    ["EIP712Domain"] = Members([
                        ["string", "name"],
                        ["string", "version"],
                        ["uint256", "chainId"],
                        ["address", "verifyingContract"],
                    ]),
                    [name] = Members(members),
                },
                primaryType = name,
                domain = new
                {
                    name = domain.Name,
                    version = domain.Version,
                    chainId = domain.ChainId,
                    verifyingContract = domain.VerifyingContract.ToString(),
                },
                message = members.Zip(values).ToDictionary(pair => pair.First[1], pair => pair.Second),
            }
        );
    }

    private static object[] Members(string[][] members) =>
        [.. members.Select(member => new { type = member[0], name = member[1] })];
}
