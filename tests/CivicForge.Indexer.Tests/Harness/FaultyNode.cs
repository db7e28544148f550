using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace CivicForge.Indexer.Tests.Harness;

/// <summary>Stands between the indexer and a real node, and spoils answers: lies by rule, failures by seed.</summary>
internal sealed class FaultyNode() : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
{
    /// <summary>Changes the result of one call; the parameters are the request's.</summary>
    internal delegate JsonNode? Lie(JsonArray parameters, JsonNode? result);

    private readonly List<Rule> _rules = [];
    private readonly Dictionary<string, string> _remembered = [];
    private readonly Lock _gate = new();
    private Random? _random;
    private double _failureRate,
        _replayRate;
    private int _calls;

    private sealed record Rule(string Method, Func<JsonArray, Task<Lie?>> Make)
    {
        internal int Left { get; set; }
    }

    internal int Calls => Volatile.Read(ref _calls);

    /// <summary>The next <paramref name="times"/> answers to this method are lies.</summary>
    internal FaultyNode Answer(string method, Lie lie, int times = int.MaxValue) =>
        Add(method, _ => Task.FromResult<Lie?>(lie), times);

    /// <summary>Something happens on the chain before the call is passed on.</summary>
    internal FaultyNode Before(string method, Func<Task> happens, int times = 1) =>
        Add(
            method,
            async _ =>
            {
                await happens();
                return null;
            },
            times
        );

    /// <summary>The next <paramref name="times"/> calls are refused when the condition holds.</summary>
    internal FaultyNode Refuse(
        string method,
        int code,
        string message,
        Func<JsonArray, bool>? when = null,
        int times = int.MaxValue
    ) =>
        Add(
            method,
            p => Task.FromResult<Lie?>(when is null || when(p) ? (_, _) => throw new Refusal(code, message) : null),
            times
        );

    /// <summary>The process dies when it makes its n-th call.</summary>
    internal int? CrashAtCall { get; set; }

    internal Func<Task>? OnCall { get; set; }

    internal bool Down { get; set; }

    /// <summary>From now on a share of calls fails: 429, 503, no JSON, half an answer, a broken connection,
    /// silence.</summary>
    internal FaultyNode FailAtRandom(int seed, double rate)
    {
        (_random, _failureRate) = (new Random(seed), rate);
        return this;
    }

    /// <summary>From now on a share of calls is answered as the same call was answered before: by another fork, after a
    /// reorg.</summary>
    internal FaultyNode ReplayAtRandom(int seed, double rate)
    {
        (_random, _replayRate) = (new Random(seed), rate);
        return this;
    }

    internal void BeHonest()
    {
        lock (_gate)
        {
            (_failureRate, _replayRate) = (0, 0);
        }
        lock (_gate)
        {
            _rules.Clear();
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var number = Interlocked.Increment(ref _calls);
        if (number == CrashAtCall)
        {
            throw new Crash();
        }
        if (OnCall is { } onCall)
        {
            await onCall();
        }
        if (Down)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused");
        }
        if (Draw(_failureRate) is { } kind)
        {
            return await FailAsync(kind, cancellationToken);
        }
        var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
        if (body is not JsonArray batch)
        {
            return Json((await AnswerAsync(request.RequestUri!, body.AsObject(), cancellationToken)).ToJsonString());
        }
        if (RefusesBatches)
        {
            return Json(Error(-32600, "batches are not supported").ToJsonString());
        }
        var answers = new JsonArray();
        foreach (var call in batch)
        {
            answers.Add(await AnswerAsync(request.RequestUri!, call!.AsObject(), cancellationToken));
        }
        return Json(answers.ToJsonString());
    }

    /// <summary>The node answers one call a request only.</summary>
    internal bool RefusesBatches { get; set; }

    private async Task<JsonObject> AnswerAsync(Uri node, JsonObject call, CancellationToken cancellationToken)
    {
        var (method, parameters) = (call["method"]!.GetValue<string>(), call["params"]!.AsArray());
        var key = method + parameters.ToJsonString();
        if (Draw(_replayRate) is not null && Remembered(key) is { } old)
        {
            return To(call, JsonNode.Parse(old)!.AsObject());
        }
        var lies = await LiesAsync(method, parameters);
        using var request = new HttpRequestMessage(HttpMethod.Post, node)
        {
            Content = new StringContent(call.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        using var response = await base.SendAsync(request, cancellationToken);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!.AsObject();
        try
        {
            foreach (var lie in lies)
            {
                answer["result"] = lie(parameters, answer["result"]?.DeepClone());
            }
        }
        catch (Refusal refusal)
        {
            return To(call, Error(refusal.Code, refusal.Message));
        }

        lock (_gate)
        {
            _remembered.TryAdd(key, answer.ToJsonString());
        }
        return answer;
    }

    private static JsonObject To(JsonObject call, JsonObject answer)
    {
        answer["id"] = call["id"]!.DeepClone();
        return answer;
    }

    private static JsonObject Error(int code, string message) =>
        new()
        {
            ["jsonrpc"] = "2.0",
            ["id"] = 1,
            ["error"] = new JsonObject { ["code"] = code, ["message"] = message },
        };

    private FaultyNode Add(string method, Func<JsonArray, Task<Lie?>> make, int times)
    {
        lock (_gate)
        {
            _rules.Add(new Rule(method, make) { Left = times });
        }
        return this;
    }

    private async Task<List<Lie>> LiesAsync(string method, JsonArray parameters)
    {
        var rules = new List<Rule>();
        lock (_gate)
        {
            foreach (var rule in _rules.Where(r => r.Method == method && r.Left > 0))
            {
                rule.Left--;
                rules.Add(rule);
            }
        }

        var lies = new List<Lie>();
        foreach (var rule in rules)
        {
            if (await rule.Make(parameters) is { } lie)
            {
                lies.Add(lie);
            }
        }
        return lies;
    }

    private int? Draw(double rate)
    {
        lock (_gate)
        {
            return rate > 0 && _random!.NextDouble() < rate ? _random.Next(6) : null;
        }
    }

    private string? Remembered(string key)
    {
        lock (_gate)
        {
            return _remembered.GetValueOrDefault(key);
        }
    }

    private static async Task<HttpResponseMessage> FailAsync(int kind, CancellationToken cancellationToken)
    {
        switch (kind)
        {
            case 0:
                return new HttpResponseMessage(HttpStatusCode.TooManyRequests)
                {
                    Content = new StringContent("slow down"),
                };
            case 1:
                return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
                {
                    Content = new StringContent("<html>down</html>"),
                };
            case 2:
                return Json("<html>login</html>");
            case 3:
                return Json("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":[{\"add");
            case 4:
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection broke");
            default:
                await Task.Delay(Timeout.Infinite, cancellationToken);
                throw new InvalidOperationException();
        }
    }

    private static HttpResponseMessage Json(string text) =>
        new(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "application/json") };

    private sealed class Refusal(int code, string message) : Exception(message)
    {
        internal int Code => code;
    }

    /// <summary>Nothing catches it but the edge of the loop: as near to kill -9 as one process can come between two
    /// calls.</summary>
    internal sealed class Crash : Exception;
}
