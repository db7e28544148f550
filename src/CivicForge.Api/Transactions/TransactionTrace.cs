using CivicForge.Api.Database;
using CivicForge.Chain;
using CivicForge.Chain.Abi;
using CivicForge.Chain.Contracts;
using CivicForge.Hosting.Traces;

namespace CivicForge.Api.Transactions;

/// <summary>Where an anchor stands, in its batch's trace. Claims are told of where their quests are known: when they
/// are offered, and when the indexer sees them.</summary>
internal static class TransactionTrace
{
    public static void Mark(OutgoingTransaction transaction, TransactionState state)
    {
        if (WorkTrace.AreWanted && transaction.Kind is TransactionKind.Anchor)
        {
            var arguments = AbiDecoder.Decode(AttestationRegistryContract.Anchor.Inputs, transaction.Data.AsSpan(4));
            WorkTrace.OfBatch((Hash32)arguments[1]).Mark($"anchor {Words.Of(state)}");
        }
    }
}
