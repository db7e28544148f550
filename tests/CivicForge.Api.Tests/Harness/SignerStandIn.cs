using System.Globalization;
using System.Text.Json.Nodes;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Transactions;
using CivicForge.Chain.Web3.Transactions;
using CivicForge.Sandbox.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CivicForge.Api.Tests.Harness;

/// <summary>A remote signer over real HTTP: Web3Signer's or Clef's methods, with keys of its own. It lies, stumbles or
/// goes away when a test says so.</summary>
internal sealed class SignerStandIn(params PrivateKey[] keys) : IAsyncDisposable
{
    private readonly int _port = Ports.Free();
    private WebApplication? _app;

    internal Uri Url => new($"http://127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}/");

    /// <summary>What it gives back for a transaction; an honest one encodes what it was asked.</summary>
    internal Func<Eip1559Transaction, PrivateKey, byte[]> Sign { get; set; } = Honest;

    /// <summary>Answers instead of it when it returns true.</summary>
    internal Func<string, HttpContext, Task<bool>> Stumble { get; set; } = Never;

    /// <summary>Whether it answers as Clef does, with an object.</summary>
    internal bool IsClef { get; init; }

    /// <summary>How often it was asked to sign.</summary>
    internal int Asked { get; private set; }

    internal static Func<Eip1559Transaction, PrivateKey, byte[]> Honest => (asked, key) => asked.Encode(key);

    internal static Func<string, HttpContext, Task<bool>> Never => (_, _) => Task.FromResult(false);

    /// <summary>The settings of an anchorer whose keys it has.</summary>
    internal (string Key, string? Value)[] Settings =>
        [
            ("Keys:Anchorer", TestAnchorer.AnchorerKey.Address.ToString()),
            ("Keys:Payout", TestAnchorer.PayoutKey.Address.ToString()),
            ("Keys:RemoteSigner:Url", Url.ToString()),
        ];

    internal async Task<SignerStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add(Url.ToString());
        _app.MapPost("/", AnswerAsync);
        await _app.StartAsync();
        return this;
    }

    /// <summary>It is gone, and its port is closed.</summary>
    internal async Task StopAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var body = (await JsonNode.ParseAsync(http.Request.Body))!;
        var method = body["method"]!.GetValue<string>();
        if (await Stumble(method, http))
        {
            return;
        }
        await http.Response.WriteAsJsonAsync(
            new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["id"] = body["id"]!.DeepClone(),
                ["result"] = method switch
                {
                    "eth_accounts" => new JsonArray([.. keys.Select(k => JsonValue.Create(Lower(k.Address)))]),
                    "account_version" => "6.1.0",
                    "eth_signTransaction" when !IsClef => Hex.Encode(Signed(body)),
                    "account_signTransaction" when IsClef => new JsonObject
                    {
                        ["raw"] = Hex.Encode(Signed(body)),
                        ["tx"] = new JsonObject(),
                    },
                    _ => throw new NotSupportedException(method),
                },
            }
        );
    }

    private byte[] Signed(JsonNode body)
    {
        Asked++;
        var asked = body["params"]![0]!;
        string Text(string name) => asked[name]!.GetValue<string>();
        var transaction = new Eip1559Transaction(
            Quantity.DecodeUInt64(Text("chainId")),
            Quantity.DecodeUInt64(Text("nonce")),
            Quantity.Decode(Text("maxPriorityFeePerGas")),
            Quantity.Decode(Text("maxFeePerGas")),
            Quantity.DecodeUInt64(Text("gas")),
            Address.Parse(Text("to")),
            Quantity.Decode(Text("value")),
            Hex.Decode(Text("data"))
        );
        return Sign(transaction, keys.Single(k => k.Address == Address.Parse(Text("from"))));
    }

    private static string Lower(Address address) => address.ToString().ToLowerInvariant();
}
