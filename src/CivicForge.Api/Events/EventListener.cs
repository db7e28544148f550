using System.Threading.Channels;
using CivicForge.Chain;

namespace CivicForge.Api.Events;

/// <summary>Somebody who listens, and what is on its way to them.</summary>
/// <param name="who">Null for a stranger.</param>
/// <param name="turn">When they are told that the stream is open (<see cref="EventHeartbeat"/>).</param>
internal sealed class EventListener(Address? who, int turn)
{
    /// <summary>As many as may wait for a listener who does not read.</summary>
    public const int Waiting = 256;

    private readonly Channel<ReadOnlyMemory<byte>> _texts = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(Waiting) { SingleReader = true }
    );

    public Address? Who { get; } = who;

    public int Turn { get; } = turn;

    /// <summary>Ends when this listener did not keep up, or was let go.</summary>
    public ChannelReader<ReadOnlyMemory<byte>> Texts => _texts.Reader;

    /// <returns>False when this listener does not keep up: then their stream ends.</returns>
    public bool TryTell(ReadOnlyMemory<byte> text)
    {
        if (_texts.Writer.TryWrite(text))
        {
            return true;
        }
        LetGo();
        return false;
    }

    public void LetGo() => _texts.Writer.TryComplete();
}
