using System.Net;
using CivicForge.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace CivicForge.Api.Hosting;

/// <summary>Whose <c>X-Forwarded-For</c> is believed (<c>Http:TrustedProxies</c>, addresses and networks separated by
/// <c>;</c>). Behind a load balancer every request comes from one address, so that all its users would share one rate
/// limit; believing everybody would let a client choose its own.</summary>
internal sealed class TrustedProxies(IReadOnlyList<IPNetwork> networks)
{
    private const string Key = "Http:TrustedProxies";

    /// <exception cref="ConfigurationException">An entry is neither an address nor a network.</exception>
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var networks = (configuration[Key] ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Parse)
            .ToList();
        services.AddSingleton(new TrustedProxies(networks));
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = networks.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor;
            // As many hops as are trusted: the first address from the right that is not, is the client's.
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in networks)
            {
                options.KnownIPNetworks.Add(network);
            }
        });
    }

    public bool Contains(IPAddress address)
    {
        if (networks.Count == 0)
        {
            return false;
        }
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(network => network.Contains(plain) || network.Contains(address));
    }

    /// <summary>Whether a trusted proxy named this request's client: the framework then keeps the proxy's own address
    /// in a header.</summary>
    public static bool Forwarded(HttpRequest request) =>
        request.Headers.ContainsKey(ForwardedHeadersDefaults.XOriginalForHeaderName);

    private static IPNetwork Parse(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new ConfigurationException(
            $"{Key} has '{text}', which is neither an address (10.0.0.7) nor a network (10.0.0.0/24)."
        );
}
