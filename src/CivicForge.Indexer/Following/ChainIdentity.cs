using CivicForge.Hosting;
using CivicForge.Indexer.Events;
using CivicForge.Indexer.Reading;
using CivicForge.Indexer.Storing;

namespace CivicForge.Indexer.Following;

/// <summary>Whether the node serves the chain that the configuration and the rows mean: asked at start and after every
/// loss of connection, because behind one URL there may be another chain now.</summary>
internal sealed class ChainIdentity(
    PatientNode node,
    CursorLease lease,
    FollowedContracts contracts,
    ChainOptions chain
)
{
    private bool _checked;

    /// <summary>Asks for chain id and genesis unless the answer still counts; makes the cursor on the first
    /// start.</summary>
    /// <exception cref="WrongChainException">The node, or the database, is about another chain.</exception>
    internal async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (_checked)
        {
            return;
        }
        var id = (long)await node.ChainIdAsync(cancellationToken);
        var genesis = (await node.BlockAsync(0L, cancellationToken)).Hash;
        if (id != chain.Id || (chain.GenesisHash is { } expected && expected != genesis))
        {
            throw new WrongChainException(
                $"The node is chain {id} with genesis {genesis}, configured are Chain:Id {chain.Id}"
                    + (chain.GenesisHash is { } g ? $" and Chain:GenesisHash {g}" : "")
                    + ". Nothing was read. Point Chain:RpcUrl at the right node."
            );
        }
        await lease.PrepareAsync(id, genesis, chain.StartBlock, contracts, cancellationToken);
        _checked = true;
    }

    /// <summary>The next step asks again.</summary>
    internal void Doubt() => _checked = false;
}
