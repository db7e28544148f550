using CivicForge.Api.Transactions;
using CivicForge.Api.Watching;

namespace CivicForge.Api.Tests.Transactions;

public sealed class SendDecisionTests
{
    private static readonly FeePolicy Policy = new(
        new TransactionOptions { MaxFeePerGas = 1000, MinPriorityFeePerGas = 1 }
    );
    private static readonly SendFacts Pooled = new(
        TransactionState.Sent,
        Nonce: 5,
        NonceAtHead: 5,
        NewestKnownToNode: true,
        NewestRefusal: null,
        SentByThisProcess: true,
        Waiting: TimeSpan.FromSeconds(5),
        Newest: new Fees(100, 5),
        GasLimit: 100_000,
        new FeeMarket(50, 5, 5),
        Urgency: 0,
        Balance: 1_000_000_000
    );

    private static SendDecision Decide(SendFacts facts) =>
        SendDecision.For(facts, Policy, bumpAfter: TimeSpan.FromSeconds(60));

    [Fact]
    public void What_waits_in_the_pool_is_left_alone() => Decide(Pooled).Action.ShouldBe(SendAction.Wait);

    [Fact]
    public void A_restart_sends_the_stored_bytes_first() =>
        Decide(Pooled with { SentByThisProcess = false, Waiting = TimeSpan.FromHours(1) })
            .Action.ShouldBe(SendAction.Send);

    [Fact]
    public void What_the_pool_dropped_is_sent_again() =>
        Decide(Pooled with { NewestKnownToNode = false, Waiting = TimeSpan.FromHours(1) })
            .Action.ShouldBe(SendAction.Send);

    [Fact]
    public void A_spent_nonce_sends_nothing() =>
        Decide(Pooled with { NonceAtHead = 6, SentByThisProcess = false }).Action.ShouldBe(SendAction.Wait);

    [Fact]
    public void A_planned_one_sends_nothing() =>
        Decide(Pooled with { State = TransactionState.Planned, SentByThisProcess = false })
            .Action.ShouldBe(SendAction.Wait);

    [Fact]
    public void A_stuck_one_is_replaced_at_a_fifth_more()
    {
        var decision = Decide(Pooled with { Waiting = TimeSpan.FromSeconds(60) });
        decision.Action.ShouldBe(SendAction.Bump);
        decision.Fees.ShouldBe(new Fees(120, 6));
    }

    [Fact]
    public void One_refused_for_its_fees_is_tried_again_and_then_replaced()
    {
        var refused = Pooled with
        {
            State = TransactionState.Signed,
            NewestKnownToNode = false,
            NewestRefusal = "replacement transaction underpriced",
        };
        Decide(refused).Action.ShouldBe(SendAction.Send);
        Decide(refused with { Waiting = TimeSpan.FromSeconds(60) }).Action.ShouldBe(SendAction.Bump);
    }

    [Theory]
    [InlineData("nonce too high")]
    [InlineData("insufficient funds for gas * price + value")]
    [InlineData("intrinsic gas too low")]
    [InlineData("tx pool is full")]
    public void One_refused_for_something_else_is_never_paid_more_for(string refusal)
    {
        var decision = Decide(
            Pooled with
            {
                State = TransactionState.Signed,
                NewestKnownToNode = false,
                NewestRefusal = refusal,
                Waiting = TimeSpan.FromHours(1),
            }
        );
        decision.Action.ShouldBe(SendAction.Send);
        decision.Alarm.ShouldNotBeNull().ShouldContain(refusal);
    }

    [Fact]
    public void One_that_outbids_the_market_is_sent_again_not_replaced()
    {
        var decision = Decide(Pooled with { Waiting = TimeSpan.FromSeconds(60), Newest = new Fees(100, 6) });
        decision.Action.ShouldBe(SendAction.Send);
        decision.Alarm.ShouldNotBeNull().ShouldContain("Check the connection");
    }

    [Fact]
    public void At_the_ceiling_the_same_bytes_are_sent_again()
    {
        var decision = Decide(Pooled with { Waiting = TimeSpan.FromSeconds(60), Newest = new Fees(450, 5) });
        decision.Action.ShouldBe(SendAction.Send);
        decision.Alarm.ShouldNotBeNull().ShouldContain("ceiling");
    }

    [Fact]
    public void A_balance_that_does_not_pay_the_bump_sends_the_same_bytes()
    {
        var decision = Decide(Pooled with { Waiting = TimeSpan.FromSeconds(60), Balance = 100 * 100_000 });
        decision.Action.ShouldBe(SendAction.Send);
        decision.Alarm.ShouldNotBeNull().ShouldContain("Refill");
    }
}
