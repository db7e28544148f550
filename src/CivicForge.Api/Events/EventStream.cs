using System.Threading.Channels;
using CivicForge.Chain;

namespace CivicForge.Api.Events;

/// <summary>Hands events to whoever listens, and remembers the last ones – from before this process began, too – for
/// those who come back with <c>Last-Event-ID</c>. So nobody who comes back costs the database anything.</summary>
internal sealed class EventStream(EventIds ids)
{
    private const int Waiting = 256;
    private readonly Lock _gate = new();
    private readonly Queue<ServiceEvent> _recent = [];
    private readonly HashSet<Channel<ServiceEvent>> _listeners = [];

    public bool HasListeners
    {
        get
        {
            lock (_gate)
            {
                return _listeners.Count > 0;
            }
        }
    }

    /// <summary>What happened before: those who come back may have missed it.</summary>
    public void Remember(IEnumerable<ServiceEvent> past)
    {
        lock (_gate)
        {
            foreach (var @event in past)
            {
                Keep(@event);
            }
        }
    }

    public void Publish(ServiceEvent told)
    {
        lock (_gate)
        {
            var @event = Keep(told);
            _listeners.RemoveWhere(listener => !listener.Writer.TryWrite(@event) && listener.Writer.TryComplete());
        }
    }

    /// <summary>The newest of every quest, batch and reward since <paramref name="after"/>, as far as it is still
    /// remembered, then what happens: at least once. The stream of a listener that does not keep up ends: it comes back
    /// with the place of the last event it has read.</summary>
    /// <param name="after">A place that this service gave out; anything else is none.</param>
    public Channel<ServiceEvent> Subscribe(string after, Address? listener)
    {
        var channel = Channel.CreateBounded<ServiceEvent>(new BoundedChannelOptions(Waiting) { SingleReader = true });
        lock (_gate)
        {
            if (ids.Place(after) is { } place)
            {
                var missed = _recent
                    .Where(e => e.Xact >= place && e.IsFor(listener))
                    .Reverse()
                    .DistinctBy(e => (e.Name, e.Id))
                    .Take(Waiting);
                foreach (var @event in missed.Reverse())
                {
                    channel.Writer.TryWrite(@event);
                }
            }
            _listeners.Add(channel);
        }

        return channel;
    }

    public void Unsubscribe(Channel<ServiceEvent> channel)
    {
        lock (_gate)
        {
            _listeners.Remove(channel);
        }
    }

    private ServiceEvent Keep(ServiceEvent told)
    {
        var @event = told.At(ids.Of(told.Place));
        _recent.Enqueue(@event);
        if (_recent.Count > EventCursor.MostRows)
        {
            _recent.Dequeue();
        }
        return @event;
    }
}
