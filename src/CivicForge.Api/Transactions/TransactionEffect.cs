using System.Numerics;
using CivicForge.Chain;
using CivicForge.Chain.Abi;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;

namespace CivicForge.Api.Transactions;

/// <summary>What a transaction is to bring about, read back from the call data that was signed, and whether the
/// contracts' state shows it.</summary>
internal abstract class TransactionEffect(Address contract)
{
    protected Address Contract => contract;

    public abstract Task<bool> HoldsAsync(EthClient client, BlockId block, CancellationToken cancellationToken);

    public static TransactionEffect Of(OutgoingTransaction transaction)
    {
        var selector = transaction.Data.AsSpan(0, 4);
        if (selector.SequenceEqual(AttestationRegistryContract.Anchor.Selector))
        {
            return new Anchored(transaction);
        }
        if (selector.SequenceEqual(RewardDistributorContract.Claim.Selector))
        {
            return new Claimed(transaction.Recipient, [Arguments(RewardDistributorContract.Claim, transaction)]);
        }
        if (selector.SequenceEqual(RewardDistributorContract.ClaimMany.Selector))
        {
            return new Claimed(
                transaction.Recipient,
                [
                    .. (
                        (IEnumerable<object>)Arguments(RewardDistributorContract.ClaimMany, transaction)[0]
                    ).Cast<object[]>(),
                ]
            );
        }
        throw new InvalidOperationException(
            $"Transaction {transaction.Id} calls {Hex.Encode(selector)}, which no slice plans."
        );
    }

    private static object[] Arguments(AbiFunction function, OutgoingTransaction transaction) =>
        AbiDecoder.Decode(function.Inputs, transaction.Data.AsSpan(4));

    private sealed class Anchored(OutgoingTransaction transaction) : TransactionEffect(transaction.Recipient)
    {
        private readonly object[] _arguments = Arguments(AttestationRegistryContract.Anchor, transaction);

        public override async Task<bool> HoldsAsync(
            EthClient client,
            BlockId block,
            CancellationToken cancellationToken
        ) =>
            await new AttestationRegistryContract(client, Contract).RootOfAsync(
                (ulong)(BigInteger)_arguments[0],
                block,
                cancellationToken
            ) == (Hash32)_arguments[1];
    }

    private sealed class Claimed(Address contract, IReadOnlyList<object[]> claims) : TransactionEffect(contract)
    {
        public override async Task<bool> HoldsAsync(
            EthClient client,
            BlockId block,
            CancellationToken cancellationToken
        )
        {
            var distributor = new RewardDistributorContract(client, Contract);
            foreach (var claim in claims)
            {
                var completed = (object[])claim[1];
                if (
                    !await distributor.ClaimedAsync(
                        (Address)completed[1],
                        QuestId.FromBytes16((byte[])completed[0]),
                        block,
                        cancellationToken
                    )
                )
                {
                    return false;
                }
            }

            return true;
        }
    }
}
