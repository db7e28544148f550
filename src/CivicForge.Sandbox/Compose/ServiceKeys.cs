using CivicForge.Chain;
using CivicForge.Sandbox.Funding;

namespace CivicForge.Sandbox.Compose;

/// <summary>Whose keys a composed service uses: those that its settings name – the file of a key that replaced the
/// first one, or the address of one at a remote signer – and else those that <c>init</c> made.</summary>
/// <param name="secrets">What <c>init</c> made.</param>
/// <param name="setting">Reads an environment variable.</param>
internal sealed class ServiceKeys(ServiceSecrets secrets, Func<string, string?> setting)
{
    public Address Receipt => AddressOf(ServiceSecrets.Receipt, "Keys__Receipt");

    public Address Anchorer => AddressOf(ServiceSecrets.Anchorer, "Keys__Anchorer");

    public Address Payout => AddressOf(ServiceSecrets.Payout, "Keys__Payout");

    private Address AddressOf((string Folder, string Name) key, string name) =>
        setting(name) is { Length: > 0 } given ? FundedKey.AddressOf(name, given) : secrets.AddressOf(key);
}
