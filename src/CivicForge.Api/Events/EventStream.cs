using System.Threading.Channels;
using CivicForge.Chain;

namespace CivicForge.Api.Events;

/// <summary>Hands events to whoever listens, and remembers the last ones for those who come back with
/// <c>Last-Event-ID</c>.</summary>
internal sealed class EventStream : IDisposable
{
    private const int Remembered = 1000;
    private const int Waiting = 256;
    private readonly Lock _gate = new();
    private readonly Queue<ServiceEvent> _recent = [];
    private readonly HashSet<Channel<ServiceEvent>> _listeners = [];
    private readonly EventIds _ids = new();
    private long _number;

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

    public void Publish(string name, string id, string status, IReadOnlyList<Address>? parties = null)
    {
        lock (_gate)
        {
            var @event = new ServiceEvent(++_number, _ids.Of(_number), name, id, status, parties);
            _recent.Enqueue(@event);
            if (_recent.Count > Remembered)
            {
                _recent.Dequeue();
            }
            _listeners.RemoveWhere(listener => !listener.Writer.TryWrite(@event) && listener.Writer.TryComplete());
        }
    }

    /// <summary>Everything after <paramref name="after"/> that is still remembered, then what happens. The stream of a
    /// listener that does not keep up ends: it comes back with the place of the last event it has read, and misses
    /// nothing.</summary>
    /// <param name="after">A place that this stream gave out; anything else is none.</param>
    public Channel<ServiceEvent> Subscribe(string after)
    {
        var channel = Channel.CreateBounded<ServiceEvent>(new BoundedChannelOptions(Waiting) { SingleReader = true });
        lock (_gate)
        {
            if (_ids.Number(after) is { } number)
            {
                foreach (var missed in _recent.Where(e => e.Number > number).TakeLast(Waiting))
                {
                    channel.Writer.TryWrite(missed);
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

    public void Dispose() => _ids.Dispose();
}
