using System.Text;
using System.Text.Json.Nodes;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;

namespace CivicForge.Api.Tests.Harness;

/// <summary>The line to the node, with faults: by seed, a request is lost, or it arrives and its answer is lost; by
/// rule, answers are lies, refusals or silence. It keeps every raw transaction that left us.</summary>
internal sealed class FaultyWire(int seed = 0) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
{
    private readonly Random _random = new(seed);
    private readonly List<Rule> _rules = [];
    private readonly Lock _gate = new();

    /// <summary>Share of calls that fail.</summary>
    internal double Faults { get; set; }

    /// <summary>The rules of a real node's pool, which anvil does not have; null leaves it to anvil.</summary>
    internal GethPool? Pool { get; set; }

    /// <summary>Hashes of all transactions that reached the node through this wire.</summary>
    internal HashSet<Hash32> Left { get; } = [];

    /// <summary>The next <paramref name="times"/> answers to this method are lies.</summary>
    internal void Lie(string method, Func<JsonArray, JsonNode?, JsonNode?> change, int times = int.MaxValue) =>
        Add(
            method,
            times,
            async (parameters, ask) =>
            {
                var answer = await ask();
                if (answer.ContainsKey("result"))
                {
                    answer["result"] = change(parameters, answer["result"]?.DeepClone());
                }
                return answer;
            }
        );

    internal void Refuse(string method, int code, string message, int times = int.MaxValue, string? data = null) =>
        Add(method, times, (_, _) => Task.FromResult(Error(code, message, data)));

    /// <summary>The next calls are never answered: what a caller sees at its deadline.</summary>
    internal void Hang(string method, int times = int.MaxValue) =>
        Add(method, times, (_, _) => throw new TaskCanceledException("the node hangs"));

    internal void BeHonest()
    {
        lock (_gate)
        {
            _rules.Clear();
        }
    }

    internal static JsonObject Error(int code, string message, string? data = null)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message };
        if (data is not null)
        {
            error["data"] = data;
        }
        return new()
        {
            ["jsonrpc"] = "2.0",
            ["id"] = 1,
            ["error"] = error,
        };
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var (isLost, isAnswerLost) = Draw();
        if (isLost)
        {
            throw new HttpRequestException("the campaign lost this request");
        }
        var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
        var (method, parameters) = (body["method"]!.GetValue<string>(), body["params"]!.AsArray());
        var answer = await AnswerAsync(
            method,
            parameters,
            () => AskAsync(request.RequestUri!, method, parameters, cancellationToken)
        );
        if (isAnswerLost)
        {
            throw new HttpRequestException("the campaign lost this answer");
        }
        return new HttpResponseMessage
        {
            Content = new StringContent(answer.ToJsonString(), Encoding.UTF8, "application/json"),
        };
    }

    private async Task<JsonObject> AnswerAsync(string method, JsonArray parameters, Func<Task<JsonObject>> ask)
    {
        if (Take(method) is { } rule)
        {
            return await rule.Answer(parameters, ask);
        }
        if (method != "eth_sendRawTransaction")
        {
            return await ask();
        }
        var raw = Hex.Decode(parameters[0]!.GetValue<string>());
        lock (Left)
        {
            Left.Add(Keccak256.Hash(raw));
        }
        return Pool is { } pool && await pool.RefusalAsync(raw) is { } refusal ? Error(-32000, refusal) : await ask();
    }

    private async Task<JsonObject> AskAsync(
        Uri url,
        string method,
        JsonArray parameters,
        CancellationToken cancellationToken
    )
    {
        var body = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = 1,
            ["method"] = method,
            ["params"] = parameters.DeepClone(),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        using var response = await base.SendAsync(request, cancellationToken);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!.AsObject();
    }

    private (bool IsLost, bool IsAnswerLost) Draw()
    {
        lock (_gate)
        {
            return (_random.NextDouble() < Faults / 2, _random.NextDouble() < Faults / 2);
        }
    }

    private Rule? Take(string method)
    {
        lock (_gate)
        {
            var rule = _rules.FirstOrDefault(r => r.Method == method && r.Left > 0);
            if (rule is not null)
            {
                rule.Left--;
            }
            return rule;
        }
    }

    private void Add(string method, int times, Func<JsonArray, Func<Task<JsonObject>>, Task<JsonObject>> answer)
    {
        lock (_gate)
        {
            _rules.Add(new Rule(method, answer) { Left = times });
        }
    }

    private sealed record Rule(string Method, Func<JsonArray, Func<Task<JsonObject>>, Task<JsonObject>> Answer)
    {
        internal int Left { get; set; }
    }
}
