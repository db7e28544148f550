using System.Globalization;
using System.Numerics;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Chain.Web3.Rpc;

namespace CivicForge.Api.KeyFiles;

/// <summary>What a chain knows of a key: its role in the registry, what it has, and what it
/// lacks.</summary>
internal sealed class KeyOnChain(EthClient node, Address? registry)
{
    /// <summary>As the alarm <c>key-low</c> counts: transactions of 60,000 gas at today's price.</summary>
    private const int EnoughTransactions = 50,
        TypicalGas = 60_000;
    private static readonly Hash32 AnchorerRole = Keccak256.Hash("ANCHORER"u8);

    /// <returns>Lines for people.</returns>
    /// <exception cref="RpcException">The node did not answer.</exception>
    public async Task<IReadOnlyList<string>> DescribeAsync(Address key, CancellationToken cancellationToken)
    {
        var chain = await node.ChainIdAsync(cancellationToken);
        var balance = await node.GetBalanceAsync(key, BlockId.Latest, cancellationToken);
        var role = registry is { } contract ? await RoleAsync(contract, key, cancellationToken) : null;
        var lines = new List<string>();
        if (registry is not null)
        {
            lines.Add($"Role in the registry {registry}: {role ?? "none, and a payout key needs none"}.");
        }
        lines.Add($"On chain {chain}: {Coins(balance)} coins.");
        if (role is not null && role.StartsWith(KeyName.Receipt, StringComparison.Ordinal))
        {
            lines.Add("Nothing is missing: the receipt key sends nothing.");
            return lines;
        }
        var history = await node.FeeHistoryAsync(20, BlockId.Latest, [50], cancellationToken);
        var needed = (history.BaseFeePerGas[^1] + history.MedianPriorityFee) * TypicalGas * EnoughTransactions;
        lines.Add(
            balance >= needed
                ? $"It pays {EnoughTransactions} transactions and more at today's fees."
                : $"Missing: {Coins(needed - balance)} coins for {EnoughTransactions} transactions at today's fees. "
                    + "./civicforge fund says how many for a month."
        );
        if (registry is not null && role is null)
        {
            lines.Add(
                "To anchor with it, the registry's admin calls grantRole: "
                    + Hex.Encode(new GrantRoleFunction(AnchorerRole, key).CallData())
            );
        }
        return lines;
    }

    private async Task<string?> RoleAsync(Address contract, Address key, CancellationToken cancellationToken)
    {
        var calls = new ContractCalls(node);
        var mayAnchor = await calls.QueryAsync<HasRoleFunction, HasRoleOutput>(
            contract,
            new HasRoleFunction(AnchorerRole, key),
            BlockId.Latest,
            cancellationToken
        );
        if (mayAnchor.Value)
        {
            return "anchorer, may anchor";
        }
        var receipts = await calls.QueryAsync<ReceiptKeyFunction, ReceiptKeyOutput>(
            contract,
            new(),
            BlockId.Latest,
            cancellationToken
        );
        return Address.Parse(receipts.Value) == key ? "receipt key, signs promises" : null;
    }

    private static string Coins(BigInteger wei) =>
        ((decimal)(wei / 1_000_000_000_000) / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture);
}
