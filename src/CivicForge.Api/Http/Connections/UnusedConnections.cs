using Microsoft.Extensions.Options;

namespace CivicForge.Api.Http.Connections;

/// <summary>Connections that ended without a request that could be read, by address and minute. Browsers leave a few of
/// them; who makes many costs more than a refusal does.</summary>
internal sealed class UnusedConnections(IOptions<ConnectionOptions> options, TimeProvider time)
{
    private readonly RateCounters<ClientNetwork> _ended = new();

    private long Minute => time.GetUtcNow().Ticks / TimeSpan.TicksPerMinute;

    public void Count(ClientNetwork network) => _ended.Count(network, Minute);

    public bool AreTooMany(ClientNetwork network) => _ended.Used(network, Minute) >= options.Value.UnusedPerAddress;
}
