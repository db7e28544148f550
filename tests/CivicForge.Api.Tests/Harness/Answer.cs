using System.Net;
using System.Text.Json;

namespace CivicForge.Api.Tests.Harness;

/// <summary>What came back over HTTP.</summary>
public sealed record Answer(HttpStatusCode Status, HttpResponseMessage Response, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public JsonElement this[string member] => Json.GetProperty(member);

    public string Code => this["code"].GetString()!;

    public string? Header(string name) =>
        Response.Headers.TryGetValues(name, out var values) || Response.Content.Headers.TryGetValues(name, out values)
            ? string.Join(",", values)
            : null;

    public Answer ShouldBe(HttpStatusCode status)
    {
        Status.ShouldBe(status, Text);
        return this;
    }

    /// <summary>A problem document with this code and its status.</summary>
    public Answer ShouldFail(int status, string code)
    {
        ((int)Status).ShouldBe(status, Text);
        Code.ShouldBe(code, Text);
        Response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        foreach (var member in (string[])["type", "title", "status", "detail", "traceId"])
        {
            Json.TryGetProperty(member, out _).ShouldBeTrue($"{member} is missing in {Text}");
        }
        return this;
    }
}
