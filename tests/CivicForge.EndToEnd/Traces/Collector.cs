using System.Collections.Concurrent;
using System.Net;
using CivicForge.Sandbox.Processes;

namespace CivicForge.EndToEnd.Traces;

/// <summary>Stands in for a collector: takes OTLP over HTTP in protocol buffers at <c>/v1/traces</c>.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<OtlpSpan> _spans = new();
    private readonly Task _taking;

    public Collector()
    {
        Url = $"http://127.0.0.1:{Ports.Free()}";
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _taking = TakeAsync();
    }

    public string Url { get; }

    public IReadOnlyCollection<OtlpSpan> Spans => _spans;

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _taking;
    }

    private async Task TakeAsync()
    {
        List<Task> taken = [];
        try
        {
            while (true)
            {
                taken.Add(TakeAsync(await _listener.GetContextAsync()));
            }
        }
        catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
        {
            await Task.WhenAll(taken);
        }
    }

    private async Task TakeAsync(HttpListenerContext context)
    {
        var isExport =
            context.Request.Url!.AbsolutePath == "/v1/traces"
            && context.Request.ContentType == "application/x-protobuf";
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        if (isExport)
        {
            foreach (var span in OtlpSpan.Read(body.ToArray()))
            {
                _spans.Enqueue(span);
            }
        }
        context.Response.StatusCode = isExport ? 200 : 404;
        context.Response.KeepAlive = false; // the listener closes idle connections, and an export would be lost in one
        context.Response.Close();
    }
}
