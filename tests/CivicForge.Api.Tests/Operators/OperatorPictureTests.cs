using System.Globalization;
using System.Net;
using System.Numerics;
using CivicForge.Api.Tests.Anchoring;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;

namespace CivicForge.Api.Tests.Operators;

/// <summary>What operators see of a town where things happen.</summary>
public sealed class OperatorPictureTests(AnchoredTown town) : IClassFixture<AnchoredTown>
{
    [Fact]
    public async Task A_reorganisation_that_was_followed_is_listed_with_what_was_left()
    {
        await town.CompleteAsync();
        await town.AnchorAsync();
        await town.FinalizeAsync();
        var @operator = await town.OperatorAsync();
        var before = (await @operator.GetAsync("/operator/indexer")).ShouldBe(HttpStatusCode.OK);
        var left = (await town.Chain.Client.GetBlockAsync(BlockId.Latest, default))!;

        await town.ReorgAsync(1);

        var after = (await @operator.GetAsync("/operator/indexer")).ShouldBe(HttpStatusCode.OK);
        after["reorgCount"].GetInt64().ShouldBe(before["reorgCount"].GetInt64() + 1);
        var reorg = after["reorgs"][0];
        reorg.GetProperty("fromNumber").GetInt64().ShouldBe((long)left.Number);
        reorg.GetProperty("fromHash").GetString().ShouldBe(left.Hash.ToString());
        reorg.GetProperty("ancestorNumber").GetInt64().ShouldBe((long)left.Number - 1);
        reorg.GetProperty("blocks").GetInt32().ShouldBe(1);
        after["findings"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_last_day_is_measured_in_pieces_of_two_hours()
    {
        var @operator = await town.OperatorAsync();
        var before = (await MeasuresAsync(@operator))[^1];
        await town.CompleteAsync();
        await town.CompleteAsync();
        var waiting = (await MeasuresAsync(@operator))[^1];
        waiting.GetProperty("completed").GetInt64().ShouldBe(before.GetProperty("completed").GetInt64() + 2);
        waiting.GetProperty("waiting").GetInt64().ShouldBe(before.GetProperty("waiting").GetInt64() + 2);

        await town.AnchorAsync();
        await town.FinalizeAsync();
        var pieces = await MeasuresAsync(@operator);
        var after = pieces[^1];
        after.GetProperty("final").GetInt64().ShouldBe(before.GetProperty("final").GetInt64() + 2);
        after.GetProperty("waiting").GetInt64().ShouldBe(before.GetProperty("waiting").GetInt64());
        var (half, most) = (after.GetProperty("secondsP50").GetDouble(), after.GetProperty("secondsP95").GetDouble());
        half.ShouldBeInRange(-2, 600);
        most.ShouldBeGreaterThanOrEqualTo(half);
        BigInteger
            .Parse(after.GetProperty("weiPerPair").GetString()!, CultureInfo.InvariantCulture)
            .ShouldBeGreaterThan(0);

        pieces.Count.ShouldBe(12);
        var times = pieces.Select(p => p.GetProperty("at").GetDateTime()).ToList();
        times.Zip(times.Skip(1)).ShouldAllBe(pair => pair.Second - pair.First == TimeSpan.FromHours(2));
        times[^1].AddHours(2).ShouldBeGreaterThan(DateTime.UtcNow.AddMinutes(-1));
        (pieces[0].GetProperty("completed").GetInt64(), pieces[0].GetProperty("secondsP50").ValueKind).ShouldBe(
            (0L, System.Text.Json.JsonValueKind.Null),
            "nothing happened a day ago"
        );
        (await (await town.Api.MemberAsync()).GetAsync("/operator/measures")).ShouldFail(403, "forbidden");
        (await town.Api.Anonymous().GetAsync("/operator/measures")).ShouldFail(401, "unauthenticated");
    }

    private static async Task<List<System.Text.Json.JsonElement>> MeasuresAsync(ApiClient @operator) =>
        [.. (await @operator.GetAsync("/operator/measures")).ShouldBe(HttpStatusCode.OK)["items"].EnumerateArray()];

    [Fact]
    public async Task A_transaction_shows_what_it_cost_and_its_key_what_it_can_still_pay()
    {
        await town.CompleteAsync();
        await town.AnchorAsync();
        await town.FinalizeAsync();
        var @operator = await town.OperatorAsync();

        var transaction = (await @operator.GetAsync("/operator/transactions")).ShouldBe(HttpStatusCode.OK)["items"][0];
        var receipt = (
            await town.Chain.Client.GetReceiptAsync(
                Hash32.Parse(transaction.GetProperty("minedHash").GetString()!),
                default
            )
        )!;
        transaction.GetProperty("gasUsed").GetInt64().ShouldBe((long)receipt.GasUsed);
        transaction
            .GetProperty("gasPrice")
            .GetString()
            .ShouldBe(receipt.EffectiveGasPrice.ToString(CultureInfo.InvariantCulture));

        var signer = (await @operator.GetAsync("/operator/anchoring"))
            .ShouldBe(HttpStatusCode.OK)["signers"]
            .EnumerateArray()
            .Single(s => s.GetProperty("address").GetString() == transaction.GetProperty("sender").GetString());
        signer.GetProperty("kind").GetString().ShouldBe("anchor");
        var balance = await town.Chain.Client.GetBalanceAsync(
            Address.Parse(signer.GetProperty("address").GetString()!),
            BlockId.Latest,
            default
        );
        BigInteger.Parse(signer.GetProperty("balance").GetString()!, CultureInfo.InvariantCulture).ShouldBe(balance);
    }
}
