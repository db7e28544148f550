using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CivicForge.Api.Quests.Evidence;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Quests.Evidence;

/// <summary>What is refused without reading a body, and how a body is read.</summary>
public sealed class UploadTests(TestDatabases databases, SharedChain chain) : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ApiHost.StartAsync(databases, chain);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_the_header_tells_is_answered_before_the_body_is_sent()
    {
        var (creator, performer, quest) = await ClaimedAsync();
        (await HeadAsync(performer, Guid.CreateVersion7())).ShouldContain("quest-not-found");
        (await HeadAsync(creator, quest)).ShouldContain("not-a-party");
        (await HeadAsync(null, quest)).ShouldContain("unauthenticated");
        (await HeadAsync(performer, quest, length: EvidenceFile.MaxSize * 2L)).ShouldContain("body-too-large");
        (await HeadAsync(performer, quest, type: "image/jpeg")).ShouldContain("unsupported-media-type");
        (await HeadAsync(performer, quest, extra: "Expect: 100-continue\r\n")).ShouldStartWith("HTTP/1.1 100");
        (await HeadAsync(creator, quest, extra: "Expect: 100-continue\r\n")).ShouldStartWith("HTTP/1.1 403");
    }

    [Fact]
    public async Task A_member_has_two_uploads_at_a_time_and_the_slot_comes_back()
    {
        var (_, performer, quest) = await ClaimedAsync();
        var (first, second) = (await BeginAsync(performer, quest), await BeginAsync(performer, quest));
        (await HeadAsync(performer, quest)).ShouldContain("rate-limited");
        first.Dispose();
        await Eventually.TrueAsync(
            async () => (await performer.UploadAsync(quest, "oaks"u8.ToArray())).Status == HttpStatusCode.Created,
            "the slot was not given back"
        );
        second.Dispose();
    }

    [Fact]
    public async Task An_address_has_four_uploads_at_a_time()
    {
        var sockets = new List<TcpClient>();
        for (var i = 0; i < 2; i++)
        {
            var (_, performer, quest) = await ClaimedAsync();
            for (var k = 0; k < 2; k++)
            {
                sockets.Add(await BeginAsync(performer, quest));
            }
        }

        var (_, fifth, another) = await ClaimedAsync();
        (await HeadAsync(fifth, another)).ShouldContain("rate-limited");
        foreach (var socket in sockets)
        {
            socket.Dispose();
        }
    }

    [Fact]
    public async Task A_body_that_drips_is_ended_also_when_it_began_fast()
    {
        await _host.DisposeAsync();
        _host = await ApiHost.StartAsync(databases, chain, new() { ["Evidence:SlowestWindow"] = "00:00:01" });
        var (_, performer, quest) = await ClaimedAsync();
        using var socket = await BeginAsync(performer, quest);
        await socket.GetStream().WriteAsync(new byte[3_000_000]);
        var answer = ReadAsync(socket);
        for (var i = 0; i < 100 && !answer.IsCompleted; i++)
        {
            try
            {
                await socket.GetStream().WriteAsync(new byte[100]);
            }
            catch (IOException)
            {
                break;
            }

            await Task.Delay(100);
        }

        (await answer.WaitAsync(TimeSpan.FromSeconds(20))).ShouldContain("too-slow");
        (await performer.UploadAsync(quest, "oaks"u8.ToArray())).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_body_without_length_is_cut_off_behind_what_a_file_may_have()
    {
        var (_, performer, quest) = await ClaimedAsync();
        using var socket = await OpenAsync();
        await socket
            .GetStream()
            .WriteAsync(
                Encoding.ASCII.GetBytes(
                    Head(performer, quest, "Transfer-Encoding: chunked\r\n", "multipart/form-data; boundary=x")
                )
            );
        var answer = ReadAsync(socket);
        await ChunkAsync(socket, "--x\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n"u8.ToArray());
        try
        {
            for (var i = 0; i < 200 && !answer.IsCompleted; i++)
            {
                await ChunkAsync(socket, new byte[1_000_000]);
            }
        }
        catch (IOException)
        {
            // Cut off.
        }

        (await answer.WaitAsync(TimeSpan.FromSeconds(20))).ShouldContain("body-too-large");
    }

    [Fact]
    public async Task Floods_around_the_file_are_refused()
    {
        var (_, performer, quest) = await ClaimedAsync();
        const string file = "--x\r\nContent-Disposition: form-data; name=file\r\n\r\noaks\r\n";
        foreach (
            var body in new[]
            {
                new string('p', 100_000) + "\r\n" + file + "--x--\r\n",
                file + "--x--\r\n" + new string('e', 100_000),
                "--x\r\nContent-Disposition: form-data; name=file\r\nX: "
                    + new string('h', 100_000)
                    + "\r\n\r\noaks\r\n--x--\r\n",
                "--x\r\n"
                    + string.Concat(Enumerable.Range(0, 100).Select(i => $"X-{i}: y\r\n"))
                    + "\r\noaks\r\n--x--\r\n",
                "--x\r\n\r\noaks\r\n--x--\r\n",
                string.Concat(Enumerable.Repeat(file, 1000)) + "--x--\r\n",
                "--x\r\nContent-Disposition: form-data; name=file\r\n\r\noaks",
            }
        )
        {
            var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
            (await performer.SendContentAsync(HttpMethod.Post, $"/quests/{quest}/evidence", content)).ShouldFail(
                422,
                "validation-failed"
            );
        }

        (
            await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.evidence_files WHERE quest_id = @quest",
                new { quest }
            )
        ).ShouldBe(0);
    }

    private static string Head(ApiClient? client, Guid quest, string lines, string type) =>
        $"POST /api/v1/quests/{quest}/evidence HTTP/1.1\r\nHost: "
        + $"x\r\n{(client is null ? "" : $"Authorization: Bearer {client.AccessToken}\r\n")}Content-Type: "
        + $"{type}\r\n{lines}\r\n";

    private static Task ChunkAsync(TcpClient socket, byte[] bytes) =>
        socket
            .GetStream()
            .WriteAsync(
                (byte[])
                    [
                        .. Encoding.ASCII.GetBytes(bytes.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"),
                        .. bytes,
                        13,
                        10,
                    ]
            )
            .AsTask();

    /// <summary>The answer to a header alone: its first part.</summary>
    private async Task<string> HeadAsync(
        ApiClient? client,
        Guid quest,
        long length = 5_000_000,
        string type = "multipart/form-data; boundary=x",
        string extra = ""
    )
    {
        using var socket = await OpenAsync();
        await socket
            .GetStream()
            .WriteAsync(Encoding.ASCII.GetBytes(Head(client, quest, $"Content-Length: {length}\r\n{extra}", type)));
        return await ReadAsync(socket).WaitAsync(TimeSpan.FromSeconds(5));
    }

    /// <summary>An upload whose file has begun.</summary>
    private async Task<TcpClient> BeginAsync(ApiClient client, Guid quest)
    {
        var socket = await OpenAsync();
        await socket
            .GetStream()
            .WriteAsync(
                Encoding.ASCII.GetBytes(
                    Head(
                        client,
                        quest,
                        "Content-Length: 9000000\r\nExpect: 100-continue\r\n",
                        "multipart/form-data; boundary=x"
                    )
                )
            );
        (await ReadAsync(socket)).ShouldStartWith("HTTP/1.1 100");
        await socket.GetStream().WriteAsync("--x\r\nContent-Disposition: form-data; name=file\r\n\r\noaks"u8.ToArray());
        return socket;
    }

    private async Task<TcpClient> OpenAsync()
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _host.Url.Port);
        return socket;
    }

    private static async Task<string> ReadAsync(TcpClient socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[8192];
        do
        {
            var read = await socket.GetStream().ReadAsync(buffer);
            if (read == 0)
            {
                break;
            }
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        } while (
            !text.ToString().Contains("\"traceId\"", StringComparison.Ordinal)
            && !text.ToString().StartsWith("HTTP/1.1 100", StringComparison.Ordinal)
        );
        return text.ToString();
    }

    private async Task<(ApiClient Creator, ApiClient Performer, Guid Quest)> ClaimedAsync()
    {
        var (creator, performer) = (await _host.MemberAsync(), await _host.MemberAsync());
        var quest = await creator.CreateQuestAsync();
        await performer.ClaimAsync(quest);
        return (creator, performer, quest);
    }
}
