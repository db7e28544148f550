using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CivicForge.Verifier.Tests.Chain;

/// <summary>A real HTTP server that answers JSON-RPC by the rules of tests/vectors/node-behaviours.json.</summary>
internal sealed class ScriptedNode : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly List<Rule> _rules;
    private readonly Task _serving;

    internal ScriptedNode(IEnumerable<JsonElement> rules, Func<string, string> fillIn)
    {
        _rules = [.. rules.Select(rule => new Rule(JsonNode.Parse(fillIn(rule.GetRawText()))!.AsObject()))];
        using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    internal int Port { get; }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Close();
        await _serving;
        _stopped.Dispose();
    }

    private async Task ServeAsync()
    {
        var answers = new List<Task>();
        try
        {
            while (true)
            {
                answers.Add(AnswerAsync(await _listener.GetContextAsync()));
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            await Task.WhenAll(answers);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            using var reader = new StreamReader(context.Request.InputStream);
            var request = JsonNode.Parse(await reader.ReadToEndAsync())!.AsObject();
            await AnswerAsync(context.Response, request, Take(request, context.Request.Headers["Authorization"]));
        }
        catch (Exception e)
            when (e
                    is HttpListenerException
                        or ObjectDisposedException
                        or IOException
                        or OperationCanceledException
                        or InvalidOperationException
            )
        {
            // The verifier has gone, or the test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerResponse response, JsonObject request, JsonObject answer)
    {
        if (answer["delayMs"] is { } delay)
        {
            await Task.Delay(delay.GetValue<int>(), _stopped.Token);
        }
        response.StatusCode = answer["status"]?.GetValue<int>() ?? 200;
        foreach (var (name, value) in answer["headers"]?.AsObject() ?? [])
        {
            response.Headers[name] = value!.GetValue<string>();
        }
        if (answer["dripMs"] is { } drip)
        {
            await DripAsync(response, drip.GetValue<int>());
        }
        else
        {
            await response.OutputStream.WriteAsync(Body(answer, request), _stopped.Token);
        }
        response.Close();
    }

    private async Task DripAsync(HttpListenerResponse response, int pause)
    {
        response.SendChunked = true;
        while (true)
        {
            await response.OutputStream.WriteAsync(" "u8.ToArray(), _stopped.Token);
            await response.OutputStream.FlushAsync(_stopped.Token);
            await Task.Delay(pause, _stopped.Token);
        }
    }

    private static byte[] Body(JsonObject answer, JsonObject request)
    {
        if (answer["body"] is { } body)
        {
            return Encoding.UTF8.GetBytes(body.GetValue<string>());
        }
        if (answer["fillMiB"] is { } size)
        {
            return Encoding.UTF8.GetBytes($"{{\"result\":\"0x{new string('0', size.GetValue<int>() << 20)}\"}}");
        }
        var whole = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = request["id"]!.DeepClone() };
        if (answer["error"] is { } error)
        {
            whole["error"] = error.DeepClone();
        }
        else
        {
            whole["result"] = answer["result"]?.DeepClone();
        }
        return JsonSerializer.SerializeToUtf8Bytes(whole);
    }

    private JsonObject Take(JsonObject request, string? authorization)
    {
        lock (_rules)
        {
            var rule = _rules.First(r =>
                r.Fits(request["method"]!.GetValue<string>(), request["params"]!, authorization)
            );
            rule.Left--;
            return rule.Json;
        }
    }

    private sealed class Rule(JsonObject json)
    {
        internal JsonObject Json => json;

        internal int Left { get; set; } = json["times"]?.GetValue<int>() ?? int.MaxValue;

        internal bool Fits(string method, JsonNode parameters, string? authorization) =>
            Left > 0
            && json["method"]!.GetValue<string>() == method
            && FitsText(parameters.ToJsonString())
            && FitsRange(parameters)
            && (json["unlessAuthorization"] is not { } credentials || credentials.GetValue<string>() != authorization);

        private bool FitsText(string parameters) =>
            json["includes"] is not { } texts
            || texts.GetValue<string>().Split('|').All(text => parameters.Contains(text, StringComparison.Ordinal));

        private bool FitsRange(JsonNode parameters)
        {
            if (json["spanAbove"] is null && json["covers"] is null && json["block"] is null)
            {
                return true;
            }
            var (from, to) = (Number(parameters[0]!["fromBlock"]!), Number(parameters[0]!["toBlock"]!));
            if (json["spanAbove"] is { } span)
            {
                return to - from + 1 > span.GetValue<long>();
            }
            if (json["covers"] is { } block)
            {
                return from <= Number(block) && Number(block) <= to;
            }
            return from == to && from == Number(json["block"]!);
        }

        private static long Number(JsonNode quantity) =>
            long.Parse(quantity.GetValue<string>().AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
