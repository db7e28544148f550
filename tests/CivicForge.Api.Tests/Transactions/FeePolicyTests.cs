using System.Numerics;
using CivicForge.Api.Transactions;

namespace CivicForge.Api.Tests.Transactions;

public sealed class FeePolicyTests
{
    private static readonly TransactionOptions Options = new()
    {
        MaxFeePerGas = 1000,
        MaxPriorityFeePerGas = 50,
        MinPriorityFeePerGas = 3,
    };
    private static readonly FeePolicy Policy = new(Options);
    private static readonly FeeMarket Calm = new(BaseFee: 10, MedianPriorityFee: 5, HighPriorityFee: 8);

    [Fact]
    public void An_offer_is_twice_the_base_fee_plus_the_median_priority_fee() =>
        Policy.Offer(Calm, 0).ShouldBe(new Fees(25, 5));

    [Fact]
    public void An_absurd_suggestion_is_cut() =>
        Policy.Offer(Calm with { MedianPriorityFee = BigInteger.Pow(10, 30) }, 0).ShouldBe(new Fees(70, 50));

    [Fact]
    public void An_offer_has_a_floor_where_nobody_pays() =>
        Policy.Offer(new FeeMarket(0, 0, 0), 0).ShouldBe(new Fees(3, 3));

    [Theory]
    [InlineData(0, 500)]
    [InlineData(0.5, 500)]
    [InlineData(0.75, 750)]
    [InlineData(1, 1000)]
    [InlineData(9, 1000)]
    public void The_ceiling_rises_as_the_deadline_comes_closer(double urgency, int ceiling) =>
        Policy.Ceiling(urgency).ShouldBe(ceiling);

    [Theory]
    [InlineData(100, 10, 120, 12)]
    [InlineData(101, 11, 122, 14)]
    [InlineData(99, 9, 119, 11)]
    public void A_bump_adds_a_fifth_to_both_fields_rounded_up(int max, int priority, int newMax, int newPriority) =>
        Policy.Bump(new Fees(max, priority), Calm, 0).ShouldBe(new Fees(newMax, newPriority));

    [Fact]
    public void A_bump_follows_the_market_when_that_asks_for_more() =>
        Policy.Bump(new Fees(25, 5), new FeeMarket(100, 20, 30), 0).ShouldBe(new Fees(220, 20));

    [Fact]
    public void No_bump_passes_the_ceiling()
    {
        Policy.Bump(new Fees(450, 5), Calm, 0).ShouldBeNull();
        Policy.Bump(new Fees(450, 5), Calm, 1).ShouldBe(new Fees(540, 6));
    }

    [Fact]
    public void No_fee_ever_exceeds_the_absolute_ceiling()
    {
        var random = new Random(7);
        for (var i = 0; i < 10_000; i++)
        {
            var market = new FeeMarket(random.Next(0, 3000), random.Next(0, 3000), random.Next(0, 3000));
            var urgency = random.NextDouble() * 2;
            var offer = Policy.Offer(market, urgency);
            offer.MaxFeePerGas.ShouldBeLessThanOrEqualTo(1000);
            offer.MaxPriorityFeePerGas.ShouldBeLessThanOrEqualTo(offer.MaxFeePerGas);
            if (Policy.Bump(offer, market, urgency) is not { } bump)
            {
                continue;
            }
            bump.MaxFeePerGas.ShouldBeLessThanOrEqualTo(1000);
            (bump.MaxFeePerGas * 10).ShouldBeGreaterThanOrEqualTo(offer.MaxFeePerGas * 11, "a node asks for 10 % more");
            (bump.MaxPriorityFeePerGas * 10).ShouldBeGreaterThanOrEqualTo(offer.MaxPriorityFeePerGas * 11);
        }
    }
}
