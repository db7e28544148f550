using System.Net;
using System.Text.Json;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Drills;

/// <summary>What a chat or a pager would be: it takes Alertmanager's notifications.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HashSet<string> _firing = new(StringComparer.Ordinal);
    private readonly Task _serving;

    public WebhookReceiver()
    {
        Url = new Uri($"http://127.0.0.1:{Ports.Free()}/");
        _listener.Prefixes.Add(Url.ToString());
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Url { get; }

    /// <summary>Whether a notification of this alert has come since <see cref="Forget"/>.</summary>
    public bool Has(string alert)
    {
        lock (_firing)
        {
            return _firing.Contains(alert);
        }
    }

    public void Forget(string alert)
    {
        lock (_firing)
        {
            _firing.Remove(alert);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var body = await JsonDocument.ParseAsync(context.Request.InputStream);
                Take(body.RootElement);
                context.Response.Close();
            }
        }
        catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
        {
            // It was stopped.
            return;
        }
    }

    private void Take(JsonElement notification)
    {
        lock (_firing)
        {
            foreach (var alert in notification.GetProperty("alerts").EnumerateArray())
            {
                if (alert.GetProperty("status").GetString() == "firing")
                {
                    _firing.Add(alert.GetProperty("labels").GetProperty("alertname").GetString()!);
                }
            }
        }
    }
}
