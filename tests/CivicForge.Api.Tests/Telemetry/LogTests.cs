using System.Text.Json;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Tests.Http.Connections;
using CivicForge.Hosting.Logs;
using CivicForge.Sandbox.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace CivicForge.Api.Tests.Telemetry;

public sealed class LogTests(TestDatabases databases, SharedChain chain)
{
    [Fact]
    public void In_a_second_so_many_lines_of_a_kind_pass_and_what_was_left_out_is_told()
    {
        var (sink, clock) = (new Kept(), new Clock());
        using var lines = new BoundedLines(sink, new LogOptions { MaxPerSecond = 50, MaxRefusedPerSecond = 3 }, clock);
        for (var i = 0; i < 1_000; i++)
        {
            lines.Emit(Line("{Method} answered {Status}", status: 404));
            lines.Emit(Line("{Method} answered {Status}", status: 200));
            lines.Emit(Line("Something failed", LogEventLevel.Error));
        }

        sink.Lines.Count.ShouldBe(3 + 50 + 3);
        clock.Now += TimeSpan.FromSeconds(5);
        lines.Emit(Line("{Method} answered {Status}", status: 404));
        sink.Lines.Count.ShouldBe(58);
        sink.Lines[^2]
            .RenderMessage(null)
            .ShouldBe("997 lines like this were left out in 5 s: \"{Method} answered {Status}\"");
        clock.Now += TimeSpan.FromSeconds(1);
        lines.Emit(Line("{Method} answered {Status}", status: 404));
        sink.Lines.Count.ShouldBe(59);
    }

    [Fact]
    public void No_line_is_longer_than_some_kilobytes_and_a_cut_one_is_still_JSON()
    {
        var text = new StringWriter();
        var huge = new string('"', 1_000_000);
        new BoundedJson().Format(
            Line("A {Text} of {Status}", LogEventLevel.Error, status: 500, huge, new InvalidOperationException(huge)),
            text
        );
        text.ToString().Length.ShouldBeLessThan(3 * BoundedJson.MostCharacters);
        using var json = JsonDocument.Parse(text.ToString());
        json.RootElement.GetProperty("Exception").GetString()!.ShouldContain("InvalidOperationException");
    }

    [Fact]
    public async Task A_path_and_a_method_of_the_client_are_cut_and_a_client_that_goes_away_makes_no_error()
    {
        using var log = new CapturedLog();
        await using var host = await ApiHost.StartAsync(
            databases,
            chain,
            new() { ["Serilog:MinimumLevel:Default"] = "Information" },
            services => services.AddSingleton<ILoggerProvider>(log)
        );
        using (
            var client = await RawClient.ConnectAsync(
                host.Url,
                text: $"{new string('M', 300)} /{new string('p', 7_000)} HTTP/1.1\r\nHost: a\r\nConnection: "
                    + "close\r\n\r\n"
            )
        )
        {
            await client.ReadAsync();
        }
        using (
            await RawClient.ConnectAsync(
                host.Url,
                text: "POST /api/v1/auth/nonce HTTP/1.1\r\nHost: a\r\nContent-Type: "
                    + "application/json\r\nContent-Length: 9\r\n\r\n{"
            )
        )
        {
            await Task.Delay(50);
        }
        await Eventually.TrueAsync(
            () => Task.FromResult(log.Lines.Any(line => line.Contains("/api/v1/auth/nonce", StringComparison.Ordinal))),
            "the request that went away was logged"
        );
        // the framework's own are below the level of production
        var requests = log.Lines.Where(line => line.StartsWith("20 ", StringComparison.Ordinal)).ToArray();
        requests.ShouldAllBe(line => line.Length < 600);
        requests.ShouldContain(line =>
            line.Contains("(300 characters) /ppp", StringComparison.Ordinal)
            && line.Contains("404", StringComparison.Ordinal)
        );
        log.Lines.ShouldNotContain(line =>
            line.EndsWith(" failed", StringComparison.Ordinal)
            || line.Contains("unhandled exception", StringComparison.Ordinal)
        );
    }

    private static LogEvent Line(
        string template,
        LogEventLevel level = LogEventLevel.Information,
        int status = 0,
        string text = "",
        Exception? exception = null
    ) =>
        new(
            DateTimeOffset.UnixEpoch,
            level,
            exception,
            new MessageTemplateParser().Parse(template),
            [
                new("Method", new ScalarValue("GET")),
                new("Status", new ScalarValue(status)),
                new("Text", new ScalarValue(text)),
            ]
        );

    private sealed class Kept : ILogEventSink
    {
        public List<LogEvent> Lines { get; } = [];

        public void Emit(LogEvent logEvent) => Lines.Add(logEvent);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
