using CivicForge.Sandbox.Releasing;

namespace CivicForge.Sandbox.Tests.Releasing;

/// <summary>What a release is judged by.</summary>
public class RequestFiguresTests
{
    [Fact]
    public void Failures_are_answers_of_ours_from_500_on()
    {
        var figures = RequestFigures.Read(
            Series("/api/v1/quests", 200, 90) + Series("/api/v1/quests", 404, 5) + Series("/api/v1/log", 503, 5)
        );

        figures.Requests.ShouldBe(100);
        figures.ErrorPercent.ShouldBe(5);
    }

    [Fact]
    public void Live_events_do_not_count_because_they_last_as_long_as_somebody_listens() =>
        RequestFigures.Read(Series("/api/v1/events", 200, 10)).Requests.ShouldBe(0);

    [Theory]
    [InlineData(100, 0, 0, 0.475)] // all below half a second
    [InlineData(90, 10, 0, 0.75)] // the middle of the second bucket
    [InlineData(50, 0, 50, 1.0)] // beyond the last bound nothing more is known than that bound
    public void P95_lies_where_Prometheus_puts_it(int fast, int slow, int slower, double expected)
    {
        var text =
            $"http_server_request_duration_seconds_bucket{{http_route=\"/x\",le=\"0.5\"}} {fast}\n"
            + $"http_server_request_duration_seconds_bucket{{http_route=\"/x\",le=\"1\"}} {fast + slow}\n"
            + $"http_server_request_duration_seconds_bucket{{http_route=\"/x\",le=\"+Inf\"}} {fast + slow + slower}\n"
            + $"http_server_request_duration_seconds_count{{http_route=\"/x\"}} {fast + slow + slower}\n";

        RequestFigures.Read(text).P95.ShouldBe(expected, 0.001);
    }

    [Fact]
    public void Only_what_came_since_the_last_look_counts()
    {
        var before = RequestFigures.Read(Series("/x", 500, 50));
        var after = RequestFigures.Read(Series("/x", 500, 50) + Series("/x", 200, 50));

        var since = after.Since(before);

        since.Requests.ShouldBe(50);
        since.ErrorPercent.ShouldBe(0);
    }

    [Fact]
    public void A_process_that_began_anew_counts_from_nothing()
    {
        var before = RequestFigures.Read(Series("/x", 200, 50));

        RequestFigures.Read(Series("/x", 200, 3)).Since(before).Requests.ShouldBe(3);
    }

    [Fact]
    public void Nothing_is_nothing()
    {
        RequestFigures.Read("").ErrorPercent.ShouldBe(0);
        RequestFigures.None.P95.ShouldBe(0);
    }

    private static string Series(string route, int status, int count)
    {
        var labels = $"http_response_status_code=\"{status}\",http_route=\"{route}\"";
        return $"http_server_request_duration_seconds_bucket{{{labels},le=\"+Inf\"}} {count}\n"
            + $"http_server_request_duration_seconds_count{{{labels}}} {count}\n";
    }
}
