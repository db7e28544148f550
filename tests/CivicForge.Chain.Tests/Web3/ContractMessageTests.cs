using System.Diagnostics;
using System.Text.Json;
using CivicForge.Chain.Abi;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.Web3.Contracts;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Chain.Web3.Contracts.RewardDistributor;

namespace CivicForge.Chain.Tests.Web3;

/// <summary>The generated messages are those of the committed ABI, and encode to the bytes that viem and ethers
/// made.</summary>
public sealed class ContractMessageTests
{
    [Fact]
    public async Task The_generated_messages_are_what_the_ABI_gives()
    {
        using var check = Process.Start(
            new ProcessStartInfo("node", ["contracts/script/messages.mjs", "--check"])
            {
                WorkingDirectory = CivicForge.Sandbox.Repository.Root,
                RedirectStandardError = true,
            }
        )!;
        var errors = await check.StandardError.ReadToEndAsync();
        await check.WaitForExitAsync();
        check.ExitCode.ShouldBe(0, errors);
    }

    [Fact]
    public void Calls_of_the_write_path_are_encoded_as_by_viem_and_ethers()
    {
        var encoded = 0;
        foreach (var row in GoldenVectors.Rows("abi", "calls"))
        {
            if (Call(row.Text("signature").Split('(')[0], Values(row)) is not { } data)
            {
                continue;
            }
            Hex.Encode(data).ShouldBe(row.Text("data"), row.Text("signature"));
            encoded++;
        }

        encoded.ShouldBeGreaterThan(3);
    }

    [Fact]
    public void A_deployment_is_the_committed_code_and_its_arguments()
    {
        var (a, b, c, d) = (Account(1), Account(2), Account(3), Account(4));
        new AttestationRegistryDeployment(a, b, c, d)
            .CreationCode()
            .ShouldBe([
                .. ContractArtifact.AttestationRegistry.Bytecode,
                .. AbiEncoder.Encode(AbiType.ParseList("address,address,address,address"), a, b, c, d),
            ]);
        new RewardDistributorDeployment(a, 1500, 100)
            .CreationCode()
            .ShouldBe([
                .. ContractArtifact.RewardDistributor.Bytecode,
                .. AbiEncoder.Encode(AbiType.ParseList("address,uint32,uint32"), a, 1500u, 100u),
            ]);
    }

    [Theory]
    [InlineData("UnexpectedBatch(uint64,uint64)", "UnexpectedBatch(expected 3, given 2)", 3UL, 2UL)]
    [InlineData("EnforcedPause()", "EnforcedPause()")]
    public void A_refusal_of_our_contracts_has_a_name_and_its_facts(
        string signature,
        string text,
        params object[] values
    ) => ContractErrors.Describe(new AbiFunction(signature).Encode(values)).ShouldBe(text);

    [Theory]
    [InlineData("0x")]
    [InlineData("0x08c379a0")]
    [InlineData("0xffffffff00")]
    public void Whatever_else_reverts_is_shown_as_it_came(string data)
    {
        ContractErrors.Decode(Hex.Decode(data)).ShouldBeNull();
        ContractErrors.Describe(Hex.Decode(data)).ShouldBe(data);
    }

    [Fact]
    public void An_error_that_is_cut_or_goes_on_is_none_of_ours()
    {
        var whole = new AbiFunction("NotSigned(bytes16)").Encode(Guid.CreateVersion7());
        ContractErrors.Decode(whole).ShouldBeOfType<NotSignedError>();
        for (var length = 0; length < whole.Length; length++)
        {
            ContractErrors.Decode(whole[..length]).ShouldBeNull($"{length} bytes");
        }
        ContractErrors.Decode([.. whole, 0]).ShouldBeNull();
    }

    private static byte[]? Call(string name, JsonElement[] v) =>
        name switch
        {
            "anchor" => new AnchorFunction(Number(v[0]), Hash(v[1]), (uint)Number(v[2])).CallData(),
            "revoke" => new RevokeFunction(
                Number(v[0]),
                Quest(v[1]).ToStruct(),
                Hashes(v[2]),
                (byte)Number(v[3])
            ).CallData(),
            "setReceiptKey" => new SetReceiptKeyFunction(Address.Parse(v[0].GetString()!)).CallData(),
            "withhold" => new WithholdFunction(Number(v[0]), v[1].GetBoolean()).CallData(),
            "pause" => new PauseFunction().CallData(),
            "claim" => ClaimMessages.CallData([Claim(v)]),
            "claimMany" => ClaimMessages.Many(v[0].EnumerateArray().Select(each => Claim([.. each.EnumerateArray()]))),
            _ => null,
        };

    private static RewardClaim Claim(JsonElement[] v) => new(Number(v[0]), Quest(v[1]), [.. Hashes(v[2])], Terms(v[3]));

    private static CompletedQuest Quest(JsonElement v) =>
        new(
            QuestId.FromBytes16(Hex.Decode(v[0].GetString()!)),
            Address.Parse(v[1].GetString()!),
            Address.Parse(v[2].GetString()!),
            Hash(v[3]),
            (uint)Number(v[4]),
            (uint)Number(v[5]),
            Number(v[6]),
            Hash(v[7])
        );

    private static SignedTerms Terms(JsonElement v) =>
        new(
            Hash(v[0]),
            v[1].GetBoolean(),
            Number(v[2]),
            Number(v[3]),
            Hex.Decode(v[4].GetString()!),
            Hex.Decode(v[5].GetString()!)
        );

    private static JsonElement[] Values(JsonElement row) => [.. row.GetProperty("values").EnumerateArray()];

    private static IEnumerable<Hash32> Hashes(JsonElement v) => v.EnumerateArray().Select(Hash);

    private static Hash32 Hash(JsonElement v) => Hash32.Parse(v.GetString()!);

    private static ulong Number(JsonElement v) =>
        ulong.Parse(v.GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    private static Address Account(byte last) => new([.. new byte[19], last]);
}
