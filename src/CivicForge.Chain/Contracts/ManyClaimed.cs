using CivicForge.Chain.Rpc;

namespace CivicForge.Chain.Contracts;

/// <summary>Asks RewardDistributor <c>claimed(address,bytes16)</c> for many quests in one <c>eth_call</c>: creation
/// code that is run and never deployed, as viem's <c>deployless</c> calls do. A million answers one by one take a
/// minute of round trips, these take seconds.</summary>
public static class ManyClaimed
{
    /// <summary>Most pairs of one call: code and pairs stay below EIP-3860's 49,152 bytes, and the gas below 5
    /// million.</summary>
    public const int Most = 1024;

    private const int PairSize = Address.Size + 16,
        SelectorAt = 1,
        DistributorAt = 38;

    /// <summary>Memory 0x00 holds the call <c>claimed(creator, questId)</c>, 0x60 its answer, 0x80 and on one byte a
    /// pair. The pairs stand behind the code, 36 bytes each, which is where the call wants them: the creator's 20 bytes
    /// end its word, the quest's 16 bytes begin the next.</summary>
    private static readonly byte[] Code = Hex.Decode(
        "0x"
            + "6300000000"
            + "60e01b"
            + "600052" // memory[0] = selector
            + "610062"
            + "6080" // stack: at = 0x62 (end of the code), out = 0x80
            + "5b"
            + "81"
            + "38"
            + "14"
            + "6055"
            + "57" // 0x10 loop: if at = codesize goto done
            + "6024"
            + "82"
            + "6010"
            + "39" // memory[0x10..0x34] = code[at..at + 36]
            + "6020"
            + "6060"
            + "6044"
            + "6000" // answer: 32 bytes at 0x60; call: 68 bytes at 0
            + "73"
            + "0000000000000000000000000000000000000000" // the distributor
            + "5a"
            + "fa" // staticcall
            + "3d"
            + "6020"
            + "14"
            + "16"
            + "15"
            + "605d"
            + "57" // if it failed or gave no word goto fail
            + "6060"
            + "51"
            + "81"
            + "53" // memory[out] = the answer's last byte
            + "6001"
            + "01"
            + "90"
            + "6024"
            + "01"
            + "90" // out += 1, at += 36
            + "6010"
            + "56" // goto loop
            + "5b"
            + "6080"
            + "80"
            + "91"
            + "03"
            + "90"
            + "f3" // 0x55 done: return memory[0x80..out]
            + "5b"
            + "6000"
            + "80"
            + "fd"
    ); // 0x5d fail: revert

    /// <summary>Whether the reward of each pair was paid, as of a block.</summary>
    /// <param name="pairs">Creator and quest; at most <see cref="Most"/>.</param>
    /// <exception cref="RpcException">The node did not answer, or there is no distributor at that address.</exception>
    public static async Task<IReadOnlyList<bool>> ClaimedAsync(
        this RewardDistributorContract distributor,
        IReadOnlyList<(Address Creator, Guid QuestId)> pairs,
        BlockId block,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pairs.Count, Most);
        var data = new byte[Code.Length + pairs.Count * PairSize];
        Code.CopyTo(data, 0);
        RewardDistributorContract.Claimed.Selector.CopyTo(data.AsSpan(SelectorAt));
        distributor.Address.CopyTo(data.AsSpan(DistributorAt));
        for (var i = 0; i < pairs.Count; i++)
        {
            var at = data.AsSpan(Code.Length + i * PairSize);
            pairs[i].Creator.CopyTo(at);
            QuestId.CopyTo(pairs[i].QuestId, at[Address.Size..]);
        }

        var answer = await distributor
            .Client.CallAsync(new CallRequest(null, data), block, cancellationToken)
            .ConfigureAwait(false);
        if (answer.Length != pairs.Count)
        {
            throw new RpcException(
                RpcFailure.Garbage,
                "eth_call",
                $"asked about {pairs.Count} claims, the node answered {answer.Length}."
            );
        }
        return [.. answer.Select(b => b != 0)];
    }
}
