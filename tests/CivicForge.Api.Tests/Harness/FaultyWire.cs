using System.Text.Json;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;

namespace CivicForge.Api.Tests.Harness;

/// <summary>The line to the node, with seeded faults: a request is lost, or it arrives and its answer is lost. It keeps every raw transaction that left us.</summary>
internal sealed class FaultyWire(int seed) : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly Random _random = new(seed);

    /// <summary>Share of calls that fail.</summary>
    internal double Faults { get; set; }

    /// <summary>Hashes of all transactions that reached the node through this wire.</summary>
    internal HashSet<Hash32> Left { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (isLost, isAnswerLost) = Draw();
        if (isLost) throw new HttpRequestException("the campaign lost this request");
        await RememberAsync(request, cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        if (!isAnswerLost) return response;
        response.Dispose();
        throw new HttpRequestException("the campaign lost this answer");
    }

    private (bool IsLost, bool IsAnswerLost) Draw()
    {
        lock (_random) return (_random.NextDouble() < Faults / 2, _random.NextDouble() < Faults / 2);
    }

    private async Task RememberAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
        if (body.RootElement.GetProperty("method").GetString() != "eth_sendRawTransaction") return;
        var raw = Hex.Decode(body.RootElement.GetProperty("params")[0].GetString()!);
        lock (Left) Left.Add(Keccak256.Hash(raw));
    }
}
