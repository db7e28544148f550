using System.Buffers;
using System.Net;
using System.Text;
using CivicForge.Sandbox.Processes;
using SmtpServer;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace CivicForge.Sandbox.Drills;

/// <summary>A mail server of one mailbox, of which the subjects are kept.</summary>
internal sealed class MailReceiver : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Mailbox _mailbox = new();
    private readonly Task _serving;

    public MailReceiver()
    {
        var options = new SmtpServerOptionsBuilder()
            .ServerName("localhost")
            .Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port)))
            .Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(_mailbox);
        _serving = new SmtpServer.SmtpServer(options, services).StartAsync(_stop.Token);
    }

    public int Port { get; } = Ports.Free();

    public bool Has(string alert) =>
        _mailbox.Any(subject =>
            subject.Contains("FIRING", StringComparison.Ordinal) && subject.Contains(alert, StringComparison.Ordinal)
        );

    public void Forget(string alert) => _mailbox.Remove(alert);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _serving;
        }
        catch (OperationCanceledException)
        {
            // As it was told.
        }
        _stop.Dispose();
    }

    private sealed class Mailbox : MessageStore
    {
        private readonly List<string> _subjects = [];

        public bool Any(Predicate<string> wanted)
        {
            lock (_subjects)
            {
                return _subjects.Exists(wanted);
            }
        }

        public void Remove(string alert)
        {
            lock (_subjects)
            {
                _subjects.RemoveAll(subject => subject.Contains(alert, StringComparison.Ordinal));
            }
        }

        public override Task<SmtpResponse> SaveAsync(
            ISessionContext context,
            IMessageTransaction transaction,
            ReadOnlySequence<byte> buffer,
            CancellationToken cancellationToken
        )
        {
            var lines = Encoding.UTF8.GetString(buffer).Split("\r\n");
            lock (_subjects)
            {
                _subjects.AddRange(
                    lines.Where(line => line.StartsWith("Subject:", StringComparison.OrdinalIgnoreCase))
                );
            }
            return Task.FromResult(SmtpResponse.Ok);
        }
    }
}
