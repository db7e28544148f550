using System.Text.Json;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.TypedData;

namespace CivicForge.Chain.Tests.Protocol;

public sealed class ProtocolVectorTests
{
    private static IEnumerable<JsonElement> Completions =>
        GoldenVectors.Rows("protocol", "completions").Append(GoldenVectors.Load("example"));

    [Fact]
    public void Domain_separators_are_those_of_viem_and_ethers()
    {
        foreach (var row in GoldenVectors.Rows("protocol", "domains"))
        {
            Domain(row.GetProperty("domain")).Separator.ShouldBe(row.Hash("separator"));
        }
    }

    [Fact]
    public void Work_hashes_and_title_hashes_are_those_of_viem_and_ethers()
    {
        foreach (var row in Completions)
        {
            var c = row.GetProperty("content");
            WorkHash
                .Compute(
                    c.Hash("salt"),
                    c.Text("title"),
                    c.Text("description"),
                    c.Text("exceptionalCriteria"),
                    c.Text("submission"),
                    [.. c.GetProperty("evidence").EnumerateArray().Select(e => Hash32.Parse(e.GetString()!))]
                )
                .ShouldBe(row.Hash("workHash"));
            TitleHash.Compute(c.Text("title")).ShouldBe(row.Hash("titleHash"));
        }

        foreach (var row in GoldenVectors.Rows("protocol", "titles"))
        {
            TitleHash.Compute(row.Text("title")).ShouldBe(row.Hash("titleHash"));
        }
    }

    [Fact]
    public void Attestations_have_the_digest_that_wallets_sign_and_recover_to_their_signer()
    {
        foreach (var row in Completions)
        {
            Check(row.GetProperty("creatorAttestation"), (m, d) => Creator(m).Digest(d), "creator");
            Check(row.GetProperty("performerAttestation"), (m, d) => Performer(m).Digest(d), "performer");
            var receipt = row.GetProperty("receipt");
            var digest = Receipt(receipt.GetProperty("message")).Digest(DomainOf(receipt));
            digest.ShouldBe(receipt.Hash("digest"));
            if (receipt.TryGetProperty("signer", out var signer))
            {
                Recover(receipt, digest).ToString().ShouldBe(signer.GetString());
            }
        }
    }

    [Fact]
    public void Limits_of_every_member_hash_as_in_viem_and_ethers()
    {
        foreach (var row in GoldenVectors.Rows("protocol", "limits"))
        {
            var m = row.GetProperty("message");
            var data = new byte[32 * 10];
            var outcome = Keccak256.Hash(""u8);
            new[]
            {
                Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(CreatorAttestation.Type)),
                TitleHash.Compute(m.Text("quest")),
                outcome,
            }
                .Index()
                .ToList()
                .ForEach(x => x.Item.CopyTo(data.AsSpan(32 * x.Index)));
            // An empty outcome is not an outcome of the protocol, so the words are laid out by hand and only the
            // members' limits are tried.
            m.Bytes("questId").CopyTo(data.AsSpan(96));
            Address.Parse(m.Text("creator").ToLowerInvariant()).CopyTo(data.AsSpan(128 + 12));
            Address.Parse(m.Text("performer").ToLowerInvariant()).CopyTo(data.AsSpan(160 + 12));
            m.Hash("workHash").CopyTo(data.AsSpan(192));
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(
                data.AsSpan(224 + 28),
                m.GetProperty("xp").GetUInt32()
            );
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(
                data.AsSpan(256 + 28),
                m.GetProperty("reputation").GetUInt32()
            );
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(
                data.AsSpan(288 + 24),
                m.GetProperty("deadline").GetUInt64()
            );
            DomainOf(row).Digest(Keccak256.Hash(data)).ShouldBe(row.Hash("digest"));
        }
    }

    [Fact]
    public void Signature_hashes_and_leaves_are_those_of_viem_and_OpenZeppelin()
    {
        foreach (var row in Completions)
        {
            SignaturesHash
                .Compute(
                    row.GetProperty("creatorAttestation").Bytes("signature"),
                    row.GetProperty("performerAttestation").Bytes("signature")
                )
                .ShouldBe(row.Hash("signaturesHash"));
            Completed(row.GetProperty("leaf").GetProperty("value"))
                .Leaf()
                .ShouldBe(row.GetProperty("leaf").Hash("hash"));
        }

        foreach (var row in GoldenVectors.Rows("protocol", "signatures"))
        {
            SignaturesHash.Compute(row.Bytes("creator"), row.Bytes("performer")).ShouldBe(row.Hash("signaturesHash"));
        }
        foreach (var row in GoldenVectors.Rows("trees", "firstLeaves"))
        {
            Completed(row.GetProperty("value")).Leaf().ShouldBe(row.Hash("hash"));
        }
    }

    [Fact]
    public void The_types_are_written_as_EIP_712_encodes_them()
    {
        var types = GoldenVectors
            .Rows("protocol", "typeHashes")
            .ToDictionary(r => r.Text("name"), r => r.Text("encodeType"));
        types.ShouldBe(
            new Dictionary<string, string>
            {
                [CreatorAttestation.PrimaryType] = CreatorAttestation.Type,
                [PerformerAttestation.PrimaryType] = PerformerAttestation.Type,
                [AttestationReceipt.PrimaryType] = AttestationReceipt.Type,
            },
            ignoreOrder: true
        );
    }

    [Theory]
    [
        InlineData(100, 150),
        InlineData(101, 151),
        InlineData(10, 15),
        InlineData(11, 16),
        InlineData(1000, 1500),
        InlineData(999, 1498)
    ]
    public void Exceptional_work_earns_one_and_a_half_times_the_xp_rounded_down(uint advertised, uint granted)
    {
        Outcome.Exceptional.GrantedXp(advertised).ShouldBe(granted);
        Outcome.Done.GrantedXp(advertised).ShouldBe(advertised);
    }

    private static void Check(JsonElement row, Func<JsonElement, TypedDataDomain, Hash32> digestOf, string party)
    {
        var digest = digestOf(row.GetProperty("message"), DomainOf(row));
        digest.ShouldBe(row.Hash("digest"));
        Recover(row, digest).ShouldBe(row.GetProperty("message").Address(party));
    }

    private static Address Recover(JsonElement row, Hash32 digest)
    {
        EcdsaSignature.TryParse(row.Bytes("signature"), out var signature, out _).ShouldBeTrue();
        return Secp256k1.Recover(digest, signature)!.Value;
    }

    private static TypedDataDomain DomainOf(JsonElement row) =>
        row.TryGetProperty("domain", out var domain)
            ? Domain(domain)
            : Domain(GoldenVectors.Load("example").GetProperty("domain"));

    private static TypedDataDomain Domain(JsonElement d) =>
        CivicDomain.Create(d.GetProperty("chainId").GetUInt64(), d.Address("verifyingContract"));

    private static CreatorAttestation Creator(JsonElement m) =>
        new(
            TitleHash.Compute(m.Text("quest")),
            Outcomes.TryParse(m.Text("outcome"), out var outcome)
                ? outcome
                : throw new FormatException(m.Text("outcome")),
            QuestId.FromBytes16(m.Bytes("questId")),
            m.Address("creator"),
            m.Address("performer"),
            m.Hash("workHash"),
            m.GetProperty("xp").GetUInt32(),
            m.GetProperty("reputation").GetUInt32(),
            m.GetProperty("deadline").GetUInt64()
        );

    private static PerformerAttestation Performer(JsonElement m) =>
        new(
            TitleHash.Compute(m.Text("quest")),
            QuestId.FromBytes16(m.Bytes("questId")),
            m.Address("creator"),
            m.Address("performer"),
            m.Hash("workHash"),
            m.GetProperty("deadline").GetUInt64()
        );

    private static AttestationReceipt Receipt(JsonElement m) =>
        new(
            m.Hash("attestation"),
            m.Address("attester"),
            m.GetProperty("receivedAt").GetUInt64(),
            m.GetProperty("anchorBy").GetUInt64(),
            m.Hash("leaf")
        );

    private static CompletedQuest Completed(JsonElement v) =>
        new(
            QuestId.FromBytes16(Hex.Decode(v[0].GetString()!)),
            Address.Parse(v[1].GetString()!),
            Address.Parse(v[2].GetString()!),
            Hash32.Parse(v[3].GetString()!),
            v[4].GetUInt32(),
            v[5].GetUInt32(),
            v[6].GetUInt64(),
            Hash32.Parse(v[7].GetString()!)
        );
}
