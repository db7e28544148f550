using System.Text;
using System.Text.Json;
using CivicForge.Api.Http.Problems;
using CivicForge.Chain;

namespace CivicForge.Api.Events;

/// <summary>Something changed; ids only, who wants to see it fetches it.</summary>
/// <param name="Xact">The transaction that wrote it; of a hint the lowest that may still be told.</param>
/// <param name="Place">Whoever has heard this has heard all of lower transactions.</param>
/// <param name="Name"><c>quest</c>, <c>batch</c> or <c>reward</c>.</param>
/// <param name="Id">A quest's id, or a batch's root.</param>
/// <param name="Status">The new state's word.</param>
/// <param name="Parties">Who may hear of it; null when everybody may.</param>
internal sealed record ServiceEvent(
    ulong Xact,
    ulong Place,
    string Name,
    string Id,
    string Status,
    IReadOnlyList<Address>? Parties
)
{
    /// <summary>As it is sent (HTML standard §9.2), made once for all who listen; empty before
    /// <see cref="At"/>.</summary>
    public ReadOnlyMemory<byte> Text { get; private init; }

    /// <param name="placeId">The place as clients get it (<see cref="EventIds"/>).</param>
    public ServiceEvent At(string placeId)
    {
        var data = JsonSerializer.Serialize(new { id = Id, status = Status }, JsonShape.Options);
        return this with { Text = Encoding.UTF8.GetBytes($"id: {placeId}\nevent: {Name}\ndata: {data}\n\n") };
    }

    public bool IsFor(Address? listener) => Parties is null || (listener is { } who && Parties.Contains(who));
}
