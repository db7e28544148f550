using CivicForge.Api.Quests;
using CivicForge.Chain;
using CivicForge.Sandbox;

namespace CivicForge.Api.Tests.Quests;

public sealed class QuestMovesTests
{
    private static readonly Address Creator = Address.Parse("0x1111111111111111111111111111111111111111");
    private static readonly Address Performer = Address.Parse("0x2222222222222222222222222222222222222222");
    private static readonly Address Stranger = Address.Parse("0x3333333333333333333333333333333333333333");

    [Fact]
    public void The_diagram_in_the_docs_is_made_of_the_table_of_moves()
    {
        var page = Path.Combine(Repository.Root, "docs", "domain.md");
        var text = File.ReadAllText(page);
        var begin = text.IndexOf("```mermaid\n", StringComparison.Ordinal) + "```mermaid\n".Length;
        var end = text.IndexOf("```", begin, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("CIVICFORGE_ACCEPT") == "1")
        {
            File.WriteAllText(page, text[..begin] + QuestMoves.Diagram() + text[end..]);
            return;
        }
        text[begin..end].ShouldBe(QuestMoves.Diagram(), "Run this test with CIVICFORGE_ACCEPT=1 in the environment");
    }

    [Theory]
    [InlineData(QuestStatus.Open, "edit cancel", "", "claim")]
    [InlineData(QuestStatus.Claimed, "close", "submit release", "")]
    [InlineData(QuestStatus.Submitted, "attest request-revision close", "attest withdraw nudge", "")]
    [InlineData(QuestStatus.Complete, "", "", "")]
    [InlineData(QuestStatus.Expired, "", "", "")]
    [InlineData(QuestStatus.Cancelled, "", "", "")]
    public void Each_of_three_people_has_their_moves_in_each_state(
        QuestStatus status,
        string creator,
        string performer,
        string stranger
    )
    {
        var quest = new QuestSituation(
            status,
            Creator,
            status == QuestStatus.Open ? null : Performer,
            HasAttested: false,
            IsSigned: false,
            IsDue: false,
            IsClosed: false,
            IsNudged: false
        );
        (string.Join(' ', QuestMoves.For(Creator, quest)), string.Join(' ', QuestMoves.For(Stranger, quest))).ShouldBe(
            (creator, stranger)
        );
        if (status != QuestStatus.Open)
        {
            string.Join(' ', QuestMoves.For(Performer, quest)).ShouldBe(performer);
        }
        QuestMoves.For(null, quest).ShouldBeEmpty();
    }

    [Fact]
    public void A_guard_takes_its_move_away_and_no_other()
    {
        var open = new QuestSituation(QuestStatus.Open, Creator, null, false, false, false, false, false);
        QuestMoves.For(Stranger, open with { IsDue = true }).ShouldBeEmpty();
        QuestMoves.For(Creator, open with { IsDue = true }).ShouldBe(["edit", "cancel"]);

        var submitted = open with { Status = QuestStatus.Submitted, Performer = Performer };
        QuestMoves.For(Performer, submitted with { IsSigned = true }).ShouldBe(["attest"]);
        QuestMoves.For(Performer, submitted with { HasAttested = true, IsSigned = true }).ShouldBe(["nudge"]);
        QuestMoves
            .For(Creator, submitted with { HasAttested = true, IsSigned = true })
            .ShouldBe(["request-revision", "close", "nudge"]);
        QuestMoves.For(Creator, submitted with { IsClosed = true }).ShouldBe(["attest", "request-revision"]);
    }
}
