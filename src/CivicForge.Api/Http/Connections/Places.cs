using System.Diagnostics.Metrics;

namespace CivicForge.Api.Http.Connections;

/// <summary>What became of somebody who came for a place.</summary>
internal enum PlaceAnswer
{
    Taken,

    /// <summary>Their own address holds as many as one may.</summary>
    AddressIsFull,

    /// <summary>Everybody together holds as many as there are.</summary>
    AllIsFull,

    /// <summary>Their own address has opened many in this minute and asked nothing.</summary>
    AddressAsksNothing,
}

/// <summary>A number of places, of which one address may hold some: connections, event streams, requests. Its memory is
/// bounded by the places themselves: an address is forgotten with its last one.</summary>
internal sealed class Places
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ClientNetwork, int> _held = [];
    private readonly int _max;
    private readonly int _maxPerAddress;
    private readonly Counter<long> _refused;
    private int _total;

    /// <param name="name">Of the metrics: <c>civicforge.&lt;name&gt;.held</c> and <c>….refused</c>.</param>
    public Places(Meter meter, string name, int max, int maxPerAddress)
    {
        (_max, _maxPerAddress) = (max, maxPerAddress);
        meter.CreateObservableGauge($"civicforge.{name}.held", () => Held, description: "Held now.");
        meter.CreateObservableGauge($"civicforge.{name}.max", () => _max, description: "Held at most.");
        _refused = meter.CreateCounter<long>(
            $"civicforge.{name}.refused",
            description: "Refused: the address or all together hold as many as they may, or the address asked nothing."
        );
    }

    public int Held
    {
        get
        {
            lock (_gate)
            {
                return _total;
            }
        }
    }

    /// <param name="network">Null: counts in total only.</param>
    public PlaceAnswer Take(ClientNetwork? network)
    {
        var answer = TryTake(network);
        if (answer != PlaceAnswer.Taken)
        {
            CountRefused(answer);
        }
        return answer;
    }

    public void CountRefused(PlaceAnswer why) =>
        _refused.Add(
            1,
            new KeyValuePair<string, object?>(
                "reason",
                why switch
                {
                    PlaceAnswer.AllIsFull => "all",
                    PlaceAnswer.AddressAsksNothing => "unused",
                    _ => "address",
                }
            )
        );

    public void Leave(ClientNetwork? network)
    {
        lock (_gate)
        {
            _total--;
            if (network is not { } address)
            {
                return;
            }
            if (--_held[address] == 0)
            {
                _held.Remove(address);
            }
        }
    }

    private PlaceAnswer TryTake(ClientNetwork? network)
    {
        lock (_gate)
        {
            if (_total >= _max)
            {
                return PlaceAnswer.AllIsFull;
            }
            if (network is { } address)
            {
                var held = _held.GetValueOrDefault(address);
                if (held >= _maxPerAddress)
                {
                    return PlaceAnswer.AddressIsFull;
                }
                _held[address] = held + 1;
            }

            _total++;
            return PlaceAnswer.Taken;
        }
    }
}
