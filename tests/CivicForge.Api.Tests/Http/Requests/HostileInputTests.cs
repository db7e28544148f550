using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Http.Requests;

/// <summary>Every operation of the committed OpenAPI document, given values that nobody meant it for, by nobody, by a
/// member and by an operator. A new operation is attacked as soon as it is in the document.</summary>
public sealed class HostileInputTests(TestDatabases databases, SharedChain chain)
{
    private static readonly JsonElement Document = JsonDocument
        .Parse(File.ReadAllText(Path.Combine(Repository.Root, "web", "openapi", "v1.json")))
        .RootElement;
    private static readonly string[] Headers =
    [
        "Authorization",
        "Accept",
        "Accept-Encoding",
        "Accept-Language",
        "Content-Type",
        "Idempotency-Key",
        "If-Match",
        "If-None-Match",
        "If-Modified-Since",
        "Last-Event-ID",
        "Origin",
        "Quest-Key",
        "Range",
        "X-Forwarded-For",
        "traceparent",
    ];

    // Whoever ends their session, or their membership, could attack nothing afterwards.
    private static readonly string[] Farewells = ["DELETE /me", "DELETE /auth/sessions", "POST /auth/logout"];

    private static readonly byte[] Empty = "{}"u8.ToArray();

    [Fact]
    public async Task No_value_in_a_path_or_a_query_breaks_an_operation()
    {
        await using var host = await StartAsync();
        var town = await Town.BuildAsync(host);
        await ForEachAsync(
            town,
            async (client, operation) =>
            {
                var seeds = operation.Parameters.Where(p => p.In == "path").Select(p => p.Name).ToList();
                foreach (var name in seeds)
                {
                    foreach (var value in HostileValues.Segments)
                    {
                        await AttackAsync(
                            client,
                            operation,
                            town.Path(operation, name, value),
                            operation.HasBody ? Empty : null
                        );
                    }
                }
                foreach (var (name, _) in operation.Parameters.Where(p => p.In == "query"))
                {
                    foreach (var value in HostileValues.Queries)
                    {
                        await AttackAsync(
                            client,
                            operation,
                            $"{town.Path(operation)}?{name}={value.Replace("{0}", name, StringComparison.Ordinal)}",
                            null
                        );
                    }
                }
            }
        );
    }

    [Fact]
    public async Task No_cursor_that_was_tampered_with_breaks_a_list()
    {
        await using var host = await StartAsync();
        var town = await Town.BuildAsync(host);
        var attacked = 0;
        await ForEachAsync(
            town,
            async (client, operation) =>
            {
                if (!operation.Parameters.Contains(("cursor", "query")))
                {
                    return;
                }
                var sorts = operation.Parameters.Contains(("sort", "query"))
                    ? (string[])["newest", "due", "reward", "reputation", "xp"]
                    : [""];
                foreach (var sort in sorts)
                {
                    var path = $"{town.Path(operation)}?limit=1{(sort.Length > 0 ? $"&sort={sort}" : "")}";
                    var page = await client.GetAsync(path);
                    if (!page.Response.IsSuccessStatusCode || page["nextCursor"].GetString() is not { } cursor)
                    {
                        continue;
                    }
                    foreach (var other in HostileValues.Cursors(cursor))
                    {
                        await AttackAsync(client, operation, $"{path}&cursor={other}", null);
                    }
                    attacked++;
                }
            }
        );
        attacked.ShouldBeGreaterThan(6);
    }

    [Fact]
    public Task No_header_breaks_an_operation() => AttackHeadersAsync(oneIn: 12);

    [Fact, Trait("Tier", "Long")]
    public Task No_header_breaks_an_operation_whatever_its_value() => AttackHeadersAsync(oneIn: 1);

    [Fact]
    public async Task No_body_breaks_an_operation()
    {
        await using var host = await StartAsync();
        var town = await Town.BuildAsync(host);
        await ForEachAsync(
            town,
            async (client, operation) =>
            {
                if (!operation.HasBody)
                {
                    return;
                }
                foreach (var body in HostileValues.Bodies)
                {
                    await AttackAsync(client, operation, town.Path(operation), body);
                }
                if (operation.Body is not { } valid)
                {
                    return;
                }
                foreach (var body in HostileValues.Objects(valid))
                {
                    await AttackAsync(client, operation, town.Path(operation), Encoding.UTF8.GetBytes(body));
                }
            }
        );
    }

    /// <param name="oneIn">Each operation and caller gets other ones of this many header values, so that all of them
    /// are used.</param>
    private async Task AttackHeadersAsync(int oneIn)
    {
        await using var host = await StartAsync();
        var town = await Town.BuildAsync(host);
        var next = 0;
        await ForEachAsync(
            town,
            async (client, operation) =>
            {
                foreach (var name in Headers)
                {
                    foreach (var value in HostileValues.Headers)
                    {
                        if (next++ % oneIn == 0)
                        {
                            await AttackAsync(
                                client,
                                operation,
                                town.Path(operation),
                                operation.HasBody ? Empty : null,
                                (name, value)
                            );
                        }
                    }
                }
                next++;
            }
        );
    }

    private Task<ApiHost> StartAsync() =>
        ApiHost.StartAsync(
            databases,
            chain,
            new()
            {
                ["RateLimits:Multiplier"] = "1000000",
                ["Auth:Operators"] = Town.Operator.Address.ToString(),
                ["Quests:MaxOpenQuests"] = "100000",
                ["Quests:MaxOpenClaims"] = "100000",
            }
        );

    private static async Task ForEachAsync(Town town, Func<ApiClient, Operation, Task> attack)
    {
        foreach (
            var operation in Operation
                .All(Document)
                .Where(o => o.Path != "/events" && !Farewells.Contains($"{o.Method} {o.Path}"))
        )
        {
            foreach (var client in town.Clients)
            {
                await attack(client, operation);
            }
        }
    }

    /// <summary>The answer is one that was meant: not 500, and where it refuses, a problem with its code.</summary>
    private static async Task AttackAsync(
        ApiClient client,
        Operation operation,
        string path,
        byte[]? body,
        params (string Name, string Value)[] headers
    )
    {
        var content = body is null ? null : new ByteArrayContent(body);
        if (content is not null)
        {
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
        var (name, value) = headers.Length > 0 ? headers[0] : ("", "");
        if (name == "Content-Type" && content is not null)
        {
            content.Headers.Remove(name);
            content.Headers.TryAddWithoutValidation(name, value);
        }

        var answer = await client.SendContentAsync(
            new HttpMethod(operation.Method),
            path,
            content,
            name == "Content-Type" ? [] : headers
        );
        var said =
            $"{operation.Method} {path[..Math.Min(path.Length, 300)]} with {Text(body)} and {name}: "
            + $"{value[..Math.Min(value.Length, 60)]} was answered {(int)answer.Status} "
            + $"{answer.Text[..Math.Min(answer.Text.Length, 300)]}";
        ((int)answer.Status).ShouldBeLessThan(500, said);
        if ((int)answer.Status >= 400 && answer.Text.Length > 0)
        {
            answer.Text.ShouldContain("\"code\":", customMessage: said);
        }
    }

    private static string Text(byte[]? body) =>
        body is null ? "no body" : Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 200)));
}
