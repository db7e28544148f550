using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Http.Connections;

public sealed class UnreadBodyTests(TestDatabases databases, SharedChain chain)
{
    private const int MiB = 1024 * 1024;

    [Fact]
    public async Task What_is_refused_unread_is_answered_at_once_and_its_connection_serves_again()
    {
        await using var host = await ApiHost.StartAsync(databases, chain);
        using var client = await RawClient.ConnectAsync(host.Url, text: Head(2 * MiB));
        (await client.ReadAsync("\"unauthenticated\"")).ShouldStartWith("HTTP/1.1 401 ");

        await client.SendAsync(new string('x', 2 * MiB));
        await client.SendAsync(RawClient.Get("/health/live"));
        (await client.ReadAsync("}")).ShouldContain("HTTP/1.1 200 ");
    }

    [Fact]
    public async Task Many_refused_bodies_are_taken_slowly_and_those_that_never_end_are_closed()
    {
        await using var host = await ApiHost.StartAsync(
            databases,
            chain,
            new() { ["Connections:UnreadWithin"] = "00:00:01" }
        );
        var flood = await RawClient.ConnectAsync(8, host.Url, "127.0.0.2", Head(10 * MiB));
        var sent = await Task.WhenAll(flood.Select(client => client.SendUntilClosedAsync(9 * MiB)));

        sent.Count(bytes => bytes >= 9 * MiB).ShouldBeLessThanOrEqualTo(4, "four are taken at full speed");
        foreach (var client in flood)
        {
            (await client.ReadAsync()).ShouldStartWith("HTTP/1.1 401 ");
            client.Dispose();
        }
        using var other = await RawClient.ConnectAsync(host.Url, text: RawClient.Get("/health/live"));
        (await other.ReadAsync("}")).ShouldStartWith("HTTP/1.1 200 ");
    }

    private static string Head(int length) =>
        "POST /api/v1/quests HTTP/1.1\r\nHost: civicforge.test\r\nContent-Type: application/json\r\n"
        + $"Content-Length: {length}\r\n\r\n";
}
