using System.Text.Json;
using System.Text.Json.Nodes;
using CivicForge.Chain.Rpc;

namespace CivicForge.Chain.Tests.Rpc;

/// <summary>What real nodes and providers answer, from the table that the web app is held to as well.</summary>
public sealed class NodeErrorTableTests
{
    public static IEnumerable<TheoryDataRow<int, string>> Rows => GoldenVectors.Cases("node-errors", "rows");

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Every_answer_of_the_table_means_what_the_table_says(int index, string name)
    {
        var row = GoldenVectors.Row("node-errors", "rows", index);
        await using var node = new BrokenNode(BrokenNode.Http(row.GetProperty("httpStatus").GetInt32(), Body(row)));
        var failure = await Should.ThrowAsync<RpcException>(() =>
            new EthClient(node.Url).RequestAsync(row.Text("method"), [], TestContext.Current.CancellationToken)
        );
        failure.Failure.ShouldBe(RpcFailures.Parse(row.Text("class")), $"{name}: {failure.Message}");
        failure.Retryable.ShouldBe(row.GetProperty("retryable").GetBoolean(), name);
    }

    [Fact]
    public void The_table_covers_every_class_and_no_class_is_unknown()
    {
        var rows = GoldenVectors.Rows("node-errors", "rows").ToList();
        rows.Count.ShouldBeGreaterThanOrEqualTo(60);
        var transport = new[] { RpcFailure.Unreachable, RpcFailure.Timeout };
        rows.Select(row => RpcFailures.Parse(row.Text("class")))
            .Distinct()
            .ShouldBe(Enum.GetValues<RpcFailure>().Except(transport), ignoreOrder: true);
    }

    private static string Body(JsonElement row)
    {
        if (row.TryGetProperty("body", out var raw))
        {
            return raw.GetString()!;
        }
        var error = new JsonObject();
        foreach (var name in new[] { "code", "message", "data" })
        {
            if (row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
            {
                error[name] = JsonNode.Parse(value.GetRawText());
            }
        }

        return new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = 1,
            ["error"] = error,
        }.ToJsonString();
    }
}
