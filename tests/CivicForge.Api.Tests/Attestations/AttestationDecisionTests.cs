using CivicForge.Api.Attestations;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Quests;
using CivicForge.Api.Signatures;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;

namespace CivicForge.Api.Tests.Attestations;

/// <summary>The decision that is made before a signature is checked, and again under the lock.</summary>
public sealed class AttestationDecisionTests
{
    private static readonly Address Creator = Address.Parse("0x1111111111111111111111111111111111111111");
    private static readonly Address Performer = Address.Parse("0x2222222222222222222222222222222222222222");
    private static readonly Address Stranger = Address.Parse("0x3333333333333333333333333333333333333333");
    private static readonly Hash32 Work = Hash32.Parse($"0x{new string('a', 64)}");

    private static readonly QuestFacts Facts = new()
    {
        Id = Guid.Parse("01950c3e-7a2b-7c4d-8e5f-0123456789ab"),
        Status = QuestStatus.Submitted,
        Visibility = QuestVisibility.Public,
        Title = "Plant three oaks",
        TitleHash = Hash32.Zero,
        Creator = Creator,
        Performer = Performer,
        WorkHash = Work,
        Deadline = 2_000,
        RewardXp = 100,
        RewardReputation = 10,
        Now = 2_000,
        ByCreator = null,
        ByPerformer = null,
    };

    [Fact]
    public void A_party_that_has_not_signed_signs_what_its_role_says()
    {
        var creator = Decide(Facts, Creator);
        creator.ShouldBe(new(AttestationRole.Creator, Facts.CreatorMessage(Outcome.Done).Digest(Domain), null));
        var performer = Decide(Facts, Performer);
        performer.ShouldBe(new(AttestationRole.Performer, Facts.PerformerMessage().Digest(Domain), null));
        Decide(Facts, Creator, Outcome.Exceptional).Digest.ShouldNotBe(creator.Digest);
        Decide(Facts, Performer, Outcome.Exceptional).Digest.ShouldBe(performer.Digest, "the outcome is the creator's");
    }

    [Fact]
    public void A_party_that_has_signed_finds_its_record_whatever_became_of_the_quest()
    {
        var signed = Facts with { ByCreator = Stored(AttestationRole.Creator, Creator, Outcome.Done) };
        foreach (
            var facts in (QuestFacts[])
                [signed, signed with { Status = QuestStatus.Complete }, signed with { Now = 9_000 }]
        )
        {
            Decide(facts, Creator).ShouldBe(new(AttestationRole.Creator, Work, facts.ByCreator));
        }
        Refused(signed, Creator, Outcome.Exceptional).ShouldBe(ErrorCodes.AlreadyAttested);
    }

    [Fact]
    public void Who_is_no_party_is_told_so_and_of_a_private_quest_hears_nothing()
    {
        Refused(Facts, Stranger).ShouldBe(ErrorCodes.NotAParty);
        Refused(Facts with { Visibility = QuestVisibility.Parties }, Stranger).ShouldBe(ErrorCodes.QuestNotFound);
        Refused(Facts with { Performer = null, Status = QuestStatus.Open }, Performer).ShouldBe(ErrorCodes.NotAParty);
    }

    [Theory]
    [InlineData(QuestStatus.Open)]
    [InlineData(QuestStatus.Claimed)]
    [InlineData(QuestStatus.Complete)]
    [InlineData(QuestStatus.Cancelled)]
    [InlineData(QuestStatus.Expired)]
    public void Only_a_submission_awaits_attestations(QuestStatus status) =>
        Refused(Facts with { Status = status }, Creator).ShouldBe(ErrorCodes.NotAwaitingAttestation);

    [Fact]
    public void The_deadline_is_the_last_second_in_which_a_signature_counts()
    {
        Decide(Facts with { Now = 2_000 }, Creator).Stored.ShouldBeNull();
        Refused(Facts with { Now = 2_001 }, Creator).ShouldBe(ErrorCodes.DeadlinePassed);
    }

    private static CivicForge.Chain.TypedData.TypedDataDomain Domain { get; } = CivicDomain.Create(31337, Stranger);

    private static AttestationDecision Decide(QuestFacts facts, Address attester, Outcome outcome = Outcome.Done) =>
        AttestationDecision.Of(facts, new SubmittedAttestation(facts.Id, attester, "0x", outcome), Domain);

    private static ErrorCode Refused(QuestFacts facts, Address attester, Outcome outcome = Outcome.Done) =>
        Should.Throw<RuleViolation>(() => Decide(facts, attester, outcome)).Code;

    private static StoredAttestation Stored(AttestationRole role, Address attester, Outcome? outcome) =>
        new(
            Facts.Id,
            Work,
            role,
            attester,
            Work,
            outcome,
            2_000,
            new byte[65],
            SignatureKind.Ecdsa,
            null,
            1_900,
            new byte[65]
        );
}
