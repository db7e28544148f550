namespace CivicForge.Api.Operations.Events;

/// <summary>Something changed; ids only, who wants to see it fetches it.</summary>
/// <param name="Number">Grows by one with every event of this process.</param>
/// <param name="Name"><c>quest</c>, <c>batch</c> or <c>reward</c>.</param>
/// <param name="Id">A quest's id, or a batch's root.</param>
/// <param name="Status">The new state's word.</param>
internal sealed record ServiceEvent(long Number, string Name, string Id, string Status);
