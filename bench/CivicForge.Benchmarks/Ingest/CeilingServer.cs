using System.Buffers;
using System.Globalization;
using System.Text.Json;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.TypedData;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CivicForge.Benchmarks.Ingest;

/// <summary>The ceiling of <c>ingest</c>: the least that takes an attestation over HTTP. Kestrel without routing, logs,
/// tokens or rules; one EIP-712 signature checked with CivicForge.Chain; one row, committed together with others before
/// the answer. It runs as a process of its own.</summary>
internal static class CeilingServer
{
    /// <summary><c>ingest-ceiling PORT CONNECTION-STRING CHAIN-ID REGISTRY</c>.</summary>
    internal const string Verb = "ingest-ceiling";

    internal static async Task<int> RunAsync(string[] args)
    {
        var domain = CivicDomain.Create(ulong.Parse(args[2], CultureInfo.InvariantCulture), Address.Parse(args[3]));
        await using var rows = new CeilingRows(args[1]);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{args[0]}");
        await using var app = builder.Build();
        app.Run(context =>
            HttpMethods.IsGet(context.Request.Method)
                ? context.Response.WriteAsync("ready")
                : AttestAsync(context, domain, rows)
        );
        await app.RunAsync();
        return 0;
    }

    private static async Task AttestAsync(HttpContext context, TypedDataDomain domain, CeilingRows rows)
    {
        var reader = context.Request.BodyReader;
        var read = await reader.ReadAtLeastAsync((int)context.Request.ContentLength!.Value);
        var row = Verify(read.Buffer, domain);
        reader.AdvanceTo(read.Buffer.End);
        if (row is null)
        {
            context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return;
        }

        await rows.StoreAsync(row);
        var answer = JsonSerializer.SerializeToUtf8Bytes(new CeilingAnswer(row.QuestId, row.Attester.ToString()));
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = answer.Length;
        await context.Response.Body.WriteAsync(answer);
    }

    private static CeilingRow? Verify(ReadOnlySequence<byte> body, TypedDataDomain domain)
    {
        var json = new Utf8JsonReader(body);
        var request = JsonSerializer.Deserialize<CeilingRequest>(ref json, JsonSerializerOptions.Web)!;
        var m = request.Message;
        var terms = new CreatorAttestation(
            TitleHash.Compute(m.Quest),
            Outcome.Done,
            Guid.ParseExact(m.QuestId.AsSpan(2), "N"),
            Address.Parse(m.Creator),
            Address.Parse(m.Performer),
            m.WorkHash,
            m.Xp,
            m.Reputation,
            m.Deadline
        );
        return
            Hex.TryDecode(request.Signature, out var bytes)
            && EcdsaSignature.TryParse(bytes, out var signature, out _)
            && Secp256k1.Recover(terms.Digest(domain), signature) == terms.Creator
            ? new CeilingRow(terms.QuestId, terms.Creator, terms.WorkHash, bytes)
            : null;
    }

    private sealed record CeilingRequest(CeilingMessage Message, string Signature);

    private sealed record CeilingMessage(
        string Quest,
        string Outcome,
        string QuestId,
        string Creator,
        string Performer,
        Hash32 WorkHash,
        uint Xp,
        uint Reputation,
        ulong Deadline
    );

    private sealed record CeilingAnswer(Guid QuestId, string Attester);
}
