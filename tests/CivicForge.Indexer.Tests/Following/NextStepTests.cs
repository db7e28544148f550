using CivicForge.Chain;
using CivicForge.Indexer.Following;

namespace CivicForge.Indexer.Tests.Following;

/// <summary>The decision as a table. Letters name forks: block 7 of fork a is <c>B(7, 'a')</c>.</summary>
public sealed class NextStepTests
{
    private static readonly Address Contract = Address.Parse("0x5fbdb2315678afecb367f032d93f642f64180aa3");

    private static Hash32 H(long number, char fork = 'a')
    {
        var bytes = new byte[32];
        bytes[0] = (byte)number;
        bytes[31] = (byte)fork;
        return new Hash32(bytes);
    }

    private static BlockRef B(long number, char fork = 'a') => new(number, H(number, fork));

    private static Position Ours(long? last, long? final, string? halted = null, long start = 0, params Hole[] holes) =>
        new(start, last is { } l ? B(l) : null, final is { } f ? B(f) : null, halted, holes, H(0));

    /// <summary>A node on fork a.</summary>
    private static Observation Node(long head, long? final, Position ours) =>
        new(
            B(head),
            final is { } f ? B(f) : null,
            ours.Last is { } last && last.Number <= head ? last.Hash : null,
            ours.Finalized is { } known && known.Number <= head ? known.Hash : null,
            ours.Last is { } l && l.Number > head ? H(head) : null,
            ours.Last is { } ahead && ahead.Number > head ? H(0) : null
        );

    private static NextStep Decide(Position ours, Observation node) => NextStep.Decide(ours, node);

    public static TheoryData<string, long?, long?, long, long?, string> OnOneFork =>
        new()
        {
            // name, our last, our final, head, its final → step
            { "an empty database reads final blocks as a range", null, null, 10, 6, "Backfill 0..6" },
            { "an empty database on a chain without finality reads one block", null, null, 10, null, "Extend 0..10" },
            { "genesis alone, final", null, null, 0, 0, "Backfill 0..0" },
            { "after final blocks come single ones", 6, 6, 10, 6, "Extend 7..10" },
            { "one block behind the head", 9, 6, 10, 6, "Extend 10..10" },
            { "far behind on a chain without finality", null, null, 1000, null, "Extend 0..63" },
            { "at the head", 10, 6, 10, 6, "Idle" },
            { "at the head, finality moves", 10, 6, 10, 10, "Idle" },
            { "missed one block that is already final", 10, 10, 11, 11, "Backfill 11..11" },
            { "missed 50 blocks, 48 of them final", 10, 8, 60, 58, "Backfill 11..58" },
            { "missed 5000 blocks", 10, 8, 5010, 5008, "Backfill 11..5008" },
            { "a final block above the head is not believed", 5, 4, 7, 9, "Extend 6..7" },
            { "a final block that goes back is not believed", 8, 6, 9, 2, "Extend 9..9" },
            { "an absent final tag changes nothing", 8, 6, 9, null, "Extend 9..9" },
            { "the head goes back on the same fork", 8, 6, 7, 5, "Idle, noted" },
            { "the head is below what is final, same fork", 8, 6, 3, 1, "Idle, noted" },
        };

    [Theory]
    [MemberData(nameof(OnOneFork))]
    public void One_fork(string name, long? last, long? final, long head, long? nodeFinal, string expected)
    {
        var ours = Ours(last, final);
        Show(Decide(ours, Node(head, nodeFinal, ours))).ShouldBe(expected, name);
    }

    [Fact]
    public void The_start_block_is_where_reading_begins() =>
        Show(Decide(Ours(null, null, start: 5), Node(10, 8, Ours(null, null)))).ShouldBe("Backfill 5..8");

    [Fact]
    public void Nothing_is_read_before_the_chain_reaches_the_start_block() =>
        Show(Decide(Ours(null, null, start: 20), Node(10, 8, Ours(null, null)))).ShouldBe("Idle");

    [Fact]
    public void Another_hash_at_the_same_number_is_a_reorg()
    {
        var ours = Ours(8, 6);
        Show(Decide(ours, Node(8, 6, ours) with { Head = B(8, 'b'), AtLast = H(8, 'b') })).ShouldBe("Rewind from 8b");
    }

    [Fact]
    public void A_longer_chain_on_another_fork_is_a_reorg()
    {
        var ours = Ours(8, 6);
        Show(Decide(ours, Node(12, 6, ours) with { Head = B(12, 'b'), AtLast = H(8, 'b') })).ShouldBe("Rewind from 8b");
    }

    [Fact]
    public void A_shorter_chain_on_another_fork_is_a_reorg_from_its_head()
    {
        var ours = Ours(9, 6);
        Show(Decide(ours, Node(8, 6, ours) with { Head = B(8, 'b'), OursAtHead = H(8) })).ShouldBe("Rewind from 8b");
    }

    [Fact]
    public void Another_block_where_ours_was_final_halts()
    {
        var ours = Ours(8, 6);
        Decide(ours, Node(12, 6, ours) with { AtLast = H(8, 'b'), AtFinalized = H(6, 'b') })
            .ShouldBeOfType<NextStep.Halt>()
            .Reason.ShouldContain("Block 6 is final");
    }

    [Fact]
    public void A_shorter_chain_that_differs_below_finality_halts()
    {
        var ours = Ours(9, 6);
        Decide(ours, Node(4, 2, ours) with { Head = B(4, 'b'), OursAtHead = H(4) })
            .ShouldBeOfType<NextStep.Halt>()
            .Reason.ShouldContain("Block 4 is final");
    }

    [Fact]
    public void A_node_restarted_at_block_0_with_another_genesis_halts()
    {
        var ours = Ours(9, 6);
        Decide(ours, Node(0, 0, ours) with { Head = B(0, 'b'), OursAtHead = null, Genesis = H(0, 'b') })
            .ShouldBeOfType<NextStep.Halt>()
            .Reason.ShouldContain("restarted as another chain");
    }

    [Fact]
    public void A_halt_is_latched_even_when_the_node_agrees_again()
    {
        var ours = Ours(8, 6, halted: "because");
        Decide(ours, Node(9, 6, ours)).ShouldBe(new NextStep.Halt("because"));
    }

    [Fact]
    public void A_node_without_the_block_below_its_own_head_is_not_believed()
    {
        var ours = Ours(8, 6);
        Show(Decide(ours, Node(9, 6, ours) with { AtLast = null })).ShouldBe("Idle, noted");
    }

    [Fact]
    public void Holes_are_filled_when_there_is_nothing_newer_to_read()
    {
        var hole = new Hole(Contract, 2, 5);
        var ours = Ours(8, 6, holes: hole);
        Decide(ours, Node(8, 6, ours)).ShouldBe(new NextStep.Backfill(2, 5, Contract));
        Show(Decide(ours, Node(9, 6, ours))).ShouldBe("Extend 9..9");
    }

    private static string Show(NextStep step) =>
        step switch
        {
            NextStep.Extend e => $"Extend {e.From}..{e.To}",
            NextStep.Backfill b => $"Backfill {b.From}..{b.To}",
            NextStep.Rewind r => $"Rewind from {r.From.Number}{(char)r.From.Hash.Bytes[31]}",
            NextStep.Idle { Note: null } => "Idle",
            NextStep.Idle => "Idle, noted",
            NextStep.Halt h => $"Halt {h.Reason}",
            _ => step.ToString(),
        };
}
