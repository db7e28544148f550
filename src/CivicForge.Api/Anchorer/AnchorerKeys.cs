using CivicForge.Api.Hosting;
using CivicForge.Api.Transactions;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Hosting;

namespace CivicForge.Api.Anchorer;

/// <summary>The two keys of this process as its settings name them: here, or at a remote signer. Each may call only the
/// functions that it is for.</summary>
internal static class AnchorerKeys
{
    private const string Anchorer = "Anchorer",
        Payout = "Payout",
        Environment = "Keys__RemoteSigner__Url";

    /// <exception cref="ConfigurationException">A key cannot be opened, or settings do not fit together.</exception>
    public static SigningAccounts Read(IConfiguration configuration, ChainOptions chain, TransactionOptions options)
    {
        var remote = RemoteSignerOptions.Read(configuration);
        if (
            remote is not null
            && Keys.AddressOf(configuration, Anchorer) is null
            && Keys.AddressOf(configuration, Payout) is null
        )
        {
            throw new ConfigurationException(
                $"{RemoteSignerOptions.Key}:Url is set, but no key is there: neither Keys:Anchorer nor Keys:Payout is "
                    + "an address. Set each key that the signer has to its address (0x and 40 hex digits), or remove "
                    + $"{RemoteSignerOptions.Key}."
            );
        }
        var (anchorer, payout) = (Signer(configuration, remote, Anchorer), Signer(configuration, remote, Payout));
        if (anchorer.Address == payout.Address)
        {
            throw new ConfigurationException(
                "Keys:Anchorer and Keys:Payout are the same key. Make another with: ./civicforge keys new payout"
            );
        }
        return new SigningAccounts(
            Account(anchorer, TransactionKind.Anchor, (chain.Registry, AttestationRegistryContract.Anchor.Selector)),
            Account(
                payout,
                TransactionKind.Claim,
                (chain.Distributor, RewardDistributorContract.Claim.Selector),
                (chain.Distributor, RewardDistributorContract.ClaimMany.Selector)
            )
        );

        SigningAccount Account(
            ISigner signer,
            TransactionKind kind,
            params (Address Contract, byte[] Selector)[] may
        ) =>
            new(
                signer,
                new(
                    (ulong)chain.Id,
                    signer.Address,
                    may.Select(a => (a.Contract, Hex.Encode(a.Selector))).ToHashSet(),
                    (ulong)options.MaxGas,
                    options.MaxFeePerGas
                ),
                kind
            );
    }

    private static ISigner Signer(IConfiguration configuration, RemoteSignerOptions? remote, string name)
    {
        if (Keys.AddressOf(configuration, name) is not { } address)
        {
            return new HeldKey(Keys.Secp256k1(configuration, name));
        }
        return remote is null
            ? throw new ConfigurationException(
                $"Keys:{name} is an address, and no signer is named that has its key. Set "
                    + $"{RemoteSignerOptions.Key}:Url (environment: {Environment}) to the signer, or set "
                    + $"Keys:{name} to the file of a key store."
            )
            : new RemoteSigner(remote, address);
    }
}
