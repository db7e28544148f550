using CivicForge.Chain;

namespace CivicForge.Api.Events;

/// <summary>Something changed; ids only, who wants to see it fetches it.</summary>
/// <param name="Number">Grows by one with every event of this process.</param>
/// <param name="Place">The number as clients get it (<see cref="EventIds"/>).</param>
/// <param name="Name"><c>quest</c>, <c>batch</c> or <c>reward</c>.</param>
/// <param name="Id">A quest's id, or a batch's root.</param>
/// <param name="Status">The new state's word.</param>
/// <param name="Parties">Who may hear of it; null when everybody may.</param>
internal sealed record ServiceEvent(
    long Number,
    string Place,
    string Name,
    string Id,
    string Status,
    IReadOnlyList<Address>? Parties
)
{
    public bool IsFor(Address? listener) => Parties is null || (listener is { } who && Parties.Contains(who));
}
