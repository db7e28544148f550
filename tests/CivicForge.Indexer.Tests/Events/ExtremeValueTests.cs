using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Indexer.Tests.Harness;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Indexer.Tests.Events;

/// <summary>B33 and B34: logs with our signatures and impossible fields, from a contract at the configured address that
/// emits whatever it is told.</summary>
public sealed class ExtremeValueTests(TestDatabases databases) : IndexerTest(databases)
{
    // LOG4(calldata[128..], topics = calldata[0..128]): code that copies its input into a log, and its 12-byte
    // constructor.
    private static readonly byte[] Emitter = Hex.Decode(
        "0x601d600c600039601d6000f3" + "608036036080600037" + "606035604035602035600035" + "608036036000a400"
    );

    // for (i = calldata[1]; i != calldata[2]; i--) LOG4(1, 1, 1; calldata[0], i << 128, 1, 1), when there are three
    // words.
    private static readonly byte[] ManyClaims = Hex.Decode(
        "0x603c600c600039603c6000f3"
            + "36606014"
            + "15603a57"
            + "6001600052"
            + "6001602052"
            + "6001604052"
            + "602035"
            + "5b"
            + "8060403514603a57"
            + "600160018260801b600035"
            + "60606000a4"
            + "60019003"
            + "601a56"
            + "5b00"
    );

    private static byte[] Word(byte fill) => [.. Enumerable.Repeat(fill, 32)];

    private static byte[] Number(ulong value)
    {
        var word = new byte[32];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(word.AsSpan(24), value);
        return word;
    }

    public static TheoryData<string, byte[], byte[], byte[], byte[], bool> Logs
    {
        get
        {
            byte[] quest = [.. Enumerable.Repeat((byte)0xfe, 16), .. new byte[16]];
            byte[] account = [.. new byte[12], .. Enumerable.Repeat((byte)0xff, 20)];
            byte[] amounts = [.. Number(long.MaxValue), .. Number(int.MaxValue), .. Number(int.MaxValue)];
            return new()
            {
                { "the largest that fit", quest, account, account, amounts, true },
                { "all zero", new byte[32], new byte[32], new byte[32], new byte[96], true },
                {
                    "a batch id above bigint",
                    quest,
                    account,
                    account,
                    [.. Number(ulong.MaxValue), .. new byte[64]],
                    false
                },
                {
                    "an amount above integer",
                    quest,
                    account,
                    account,
                    [.. Number(1), .. Number(uint.MaxValue), .. Number(1)],
                    false
                },
                {
                    "an amount above uint32",
                    quest,
                    account,
                    account,
                    [.. Number(1), .. Word(0xff), .. Number(1)],
                    false
                },
                { "dirty padding of the quest id", Word(0xff), account, account, amounts, false },
                { "dirty padding of an address", quest, Word(0xff), account, amounts, false },
                { "no data", quest, account, account, [], false },
                { "a word too many is still read", quest, account, account, [.. amounts, .. Word(1)], true },
                { "half a word", quest, account, account, amounts[..80], false },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Logs))]
    public async Task B34_every_log_is_kept_and_only_a_well_formed_one_is_projected(
        string name,
        byte[] first,
        byte[] second,
        byte[] third,
        byte[] data,
        bool projected
    )
    {
        var created = await Chain.SendAsync(DevelopmentAccounts.Deployer, null, Emitter);
        await Chain.MinedAsync(created);
        var emitter = (await Chain.Client.GetReceiptAsync(created, default))!.ContractAddress!.Value;
        await Chain.MinedAsync(
            await Chain.SendAsync(
                DevelopmentAccounts.Deployer,
                emitter,
                [.. RewardClaimed.Signature.Topic.Bytes, .. first, .. second, .. third, .. data]
            )
        );
        var indexer = Start(follow: c => c with { Distributor = emitter });
        await indexer.CatchUpAsync(Chain);
        (
            await indexer.ScalarAsync<long>(
                $"SELECT count(*) FROM chain.logs WHERE contract = '\\x{Convert.ToHexString(emitter.Bytes)}'"
            )
        ).ShouldBe(1, name);
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.reward_claims")).ShouldBe(projected ? 1 : 0, name);
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task B33_ten_thousand_claims_in_one_block_are_read_with_a_bloom_that_is_full()
    {
        var created = await Chain.SendAsync(DevelopmentAccounts.Deployer, null, ManyClaims);
        await Chain.MinedAsync(created);
        var emitter = (await Chain.Client.GetReceiptAsync(created, default))!.ContractAddress!.Value;
        var sent = await Chain.InOneBlockAsync(async () =>
            (
                await EmitAsync(5_000, 0, DevelopmentAccounts.Creator),
                await EmitAsync(10_000, 5_000, DevelopmentAccounts.Performer)
            )
        );
        await Chain.MinedAsync(sent.Item1);
        await Chain.MinedAsync(sent.Item2);
        var indexer = Start(follow: c => c with { Distributor = emitter });
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>("SELECT count(DISTINCT quest_id) FROM chain.reward_claims")).ShouldBe(10_000);
        (await indexer.ScalarAsync<long>("SELECT count(DISTINCT block_hash) FROM chain.reward_claims")).ShouldBe(1);
        await indexer.AuditAsync();

        Task<Hash32> EmitAsync(ulong from, ulong above, DevelopmentAccount by) =>
            Chain.SendAsync(
                by,
                emitter,
                [.. RewardClaimed.Signature.Topic.Bytes, .. Number(from), .. Number(above)],
                gas: 16_000_000
            );
    }

    [Fact]
    public async Task The_same_signature_from_another_contract_is_another_event()
    {
        var created = await Chain.SendAsync(DevelopmentAccounts.Deployer, null, Emitter);
        await Chain.MinedAsync(created);
        var stranger = (await Chain.Client.GetReceiptAsync(created, default))!.ContractAddress!.Value;
        await Chain.MinedAsync(
            await Chain.SendAsync(
                DevelopmentAccounts.Deployer,
                stranger,
                [.. BatchAnchored.Signature.Topic.Bytes, .. Number(1), .. Word(1), .. Word(2), .. Number(1)]
            )
        );
        var indexer = Start(follow: c => c with { Distributor = stranger });
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.anchors")).ShouldBe(0);
        await indexer.AuditAsync();
    }
}
