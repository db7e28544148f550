using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Transactions;
using CivicForge.Chain.Web3.Transactions;

namespace CivicForge.Api.Transactions;

/// <summary>A key in the memory of this process.</summary>
internal sealed class HeldKey(PrivateKey key) : ISigner
{
    public Address Address => key.Address;

    public Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<byte[]> SignAsync(Eip1559Transaction transaction, CancellationToken cancellationToken) =>
        Task.FromResult(transaction.Encode(key));
}
