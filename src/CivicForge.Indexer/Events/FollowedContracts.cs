using CivicForge.Chain;

namespace CivicForge.Indexer.Events;

/// <summary>The contracts whose logs are read. Every log of theirs is kept, also of events that this version does not
/// know.</summary>
internal sealed record FollowedContracts(Address Registry, Address Distributor)
{
    internal IReadOnlyList<(Address Address, string Name)> All { get; } =
    [(Registry, "registry"), (Distributor, "distributor")];

    internal IReadOnlyList<Address> Addresses { get; } = [Registry, Distributor];
}
