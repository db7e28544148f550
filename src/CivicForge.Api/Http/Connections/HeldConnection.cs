using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace CivicForge.Api.Http.Connections;

/// <summary>A connection with its place, which it leaves when its socket is closed and no sooner.</summary>
internal sealed class HeldConnection : ConnectionContext
{
    private readonly ConnectionContext _inner;
    private readonly Places _places;
    private readonly UnusedConnections? _unused;
    private readonly ClientNetwork? _network;
    private bool _hasAsked;
    private int _left;

    public HeldConnection(
        ConnectionContext connection,
        Places places,
        UnusedConnections? unused,
        ClientNetwork? network
    )
    {
        (_inner, _places, _unused, _network) = (connection, places, unused, network);
        connection.Features.Set(this); // its requests find it there
    }

    public override string ConnectionId
    {
        get => _inner.ConnectionId;
        set => _inner.ConnectionId = value;
    }

    public override IFeatureCollection Features => _inner.Features;

    public override IDictionary<object, object?> Items
    {
        get => _inner.Items;
        set => _inner.Items = value;
    }

    public override IDuplexPipe Transport
    {
        get => _inner.Transport;
        set => _inner.Transport = value;
    }

    public override CancellationToken ConnectionClosed
    {
        get => _inner.ConnectionClosed;
        set => _inner.ConnectionClosed = value;
    }

    public override EndPoint? LocalEndPoint
    {
        get => _inner.LocalEndPoint;
        set => _inner.LocalEndPoint = value;
    }

    public override EndPoint? RemoteEndPoint
    {
        get => _inner.RemoteEndPoint;
        set => _inner.RemoteEndPoint = value;
    }

    /// <summary>A request came that could be read.</summary>
    public void HasAsked() => _hasAsked = true;

    public override void Abort() => _inner.Abort();

    public override void Abort(ConnectionAbortedException abortReason) => _inner.Abort(abortReason);

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await _inner.DisposeAsync();
        }
        finally
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                _places.Leave(_network);
                if (!_hasAsked && _network is { } network)
                {
                    _unused?.Count(network);
                }
            }
        }
    }
}
