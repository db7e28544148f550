using CivicForge.Chain;

namespace CivicForge.Api.Events;

/// <summary>Hands events to whoever listens, and remembers the last ones – from before this process began, too – for
/// those who come back with <c>Last-Event-ID</c>. So nobody who comes back costs the database anything.</summary>
internal sealed class EventStream(EventIds ids)
{
    private static readonly ReadOnlyMemory<byte> StillHere = ": still here\n\n"u8.ToArray();

    private readonly Lock _gate = new();
    private readonly Queue<ServiceEvent> _recent = [];
    private readonly HashSet<EventListener> _listeners = [];
    private int _turn;

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
            _listeners.RemoveWhere(listener => @event.IsFor(listener.Who) && !listener.TryTell(@event.Text));
        }
    }

    /// <summary>A comment for the listeners whose turn it is.</summary>
    public void Beat(int turn)
    {
        lock (_gate)
        {
            _listeners.RemoveWhere(listener => listener.Turn == turn && !listener.TryTell(StillHere));
        }
    }

    /// <summary>The newest of every quest, batch and reward since <paramref name="after"/>, as far as it is still
    /// remembered, then what happens: at least once. The stream of a listener that does not keep up ends: it comes back
    /// with the place of the last event it has read.</summary>
    /// <param name="after">A place that this service gave out; anything else is none.</param>
    /// <param name="who">Null for a stranger.</param>
    public EventListener Subscribe(string after, Address? who)
    {
        lock (_gate)
        {
            var listener = new EventListener(who, _turn = (_turn + 1) % EventHeartbeat.Turns);
            if (ids.Place(after) is { } place)
            {
                var missed = _recent
                    .Where(e => e.Xact >= place && e.IsFor(who))
                    .Reverse()
                    .DistinctBy(e => (e.Name, e.Id))
                    .Take(EventListener.Waiting);
                foreach (var @event in missed.Reverse())
                {
                    listener.TryTell(@event.Text);
                }
            }
            _listeners.Add(listener);
            return listener;
        }
    }

    public void Unsubscribe(EventListener listener)
    {
        lock (_gate)
        {
            _listeners.Remove(listener);
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
