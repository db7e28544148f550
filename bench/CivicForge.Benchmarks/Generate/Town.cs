using System.Buffers.Binary;
using System.Text;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Protocol;

namespace CivicForge.Benchmarks.Generate;

/// <summary>Draws members and quests from a seed, one after the other. The same seed, end and number give the same
/// town, however it is cut into parts.</summary>
/// <param name="seed">What everything is drawn from.</param>
/// <param name="until">Unix seconds of the newest quest.</param>
/// <param name="attestations">Completed quests in all, so that they spread evenly over <see cref="Span"/>.</param>
internal sealed class Town(int seed, long until, int attestations)
{
    /// <summary>The oldest quest is half a year old.</summary>
    private const long Span = 182 * 86_400;
    private const int PairsPerMember = 20,
        LeastMembers = 50;

    /// <summary>Of 127 quests 100 are complete.</summary>
    private static readonly (string Status, int Share)[] Others =
    [
        ("OPEN", 12),
        ("CLAIMED", 4),
        ("SUBMITTED", 6), // no disputes: no move leads to them yet, and the timeline takes no line of one
        ("EXPIRED", 3),
        ("CANCELLED", 2),
    ];
    private static readonly string[] Categories =
    [
        "civic",
        "environmental",
        "social",
        "educational",
        "technical",
        "general",
    ];

    private readonly Random _random = new(seed);
    private readonly List<PrivateKey> _members = [];
    private readonly List<int> _balances = [];
    private long _quests,
        _nextMove = 1,
        _nextEntry = 1;

    internal IReadOnlyList<PrivateKey> Members => _members;
    internal int Completed { get; private set; }
    internal long NextMove => _nextMove;
    internal long NextEntry => _nextEntry;

    /// <summary>The next quests, until so many more are complete. Members come with them; their sign-up entries take
    /// <see cref="NextEntry"/> first.</summary>
    internal (IReadOnlyList<(PrivateKey Member, long Entry)> NewMembers, IReadOnlyList<PlannedQuest> Quests) Next(
        int complete
    )
    {
        var signedUp = new List<(PrivateKey, long)>();
        var quests = new List<PlannedQuest>(complete * 13 / 10);
        for (var end = Completed + complete; Completed < end; )
        {
            while (_members.Count < LeastMembers + Completed / PairsPerMember)
            {
                signedUp.Add(SignUp());
            }
            quests.Add(Draw());
        }

        return (signedUp, quests);
    }

    private (PrivateKey, long) SignUp()
    {
        var key = PrivateKey.FromHex(
            Keccak256.Hash(Encoding.ASCII.GetBytes($"member {seed}/{_members.Count}")).ToString()
        );
        _members.Add(key);
        _balances.Add(10);
        return (key, _nextEntry++);
    }

    private PlannedQuest Draw()
    {
        var status = DrawStatus();
        var creator = DrawMember(mustPay: true, not: -1);
        var performer = status is "OPEN" or "EXPIRED" or "CANCELLED" ? -1 : DrawMember(mustPay: false, not: creator);
        var createdAt = until - Span + (long)(Span * (_quests++ / (attestations * 1.27 + 1)));
        var (title, description) = QuestTexts.Draw(_random);
        var claimedAt = createdAt + _random.Next(60, 86_400);
        var submittedAt = claimedAt + _random.Next(60, 5 * 86_400);
        var xp = (int)(10 + 990 * Math.Pow(_random.NextDouble(), 3)) / 10 * 10;
        Span<byte> salt = stackalloc byte[32];
        _random.NextBytes(salt);
        var quest = new PlannedQuest
        {
            Id = NewId(createdAt),
            Status = status,
            Creator = _members[creator],
            Performer = performer < 0 ? null : _members[performer],
            Title = title,
            Description = description,
            Category = QuestTexts.Pick(_random, Categories),
            Tags = QuestTexts.DrawTags(_random),
            Xp = xp,
            Reputation = 1 + xp / 25,
            Outcome = _random.Next(10) == 0 ? Outcome.Exceptional : Outcome.Done,
            CreatorSignsFirst = _random.Next(3) > 0,
            Salt = new Hash32(salt),
            CreatedAt = createdAt,
            ClaimedAt = claimedAt,
            SubmittedAt = submittedAt,
            CompletedAt = submittedAt + _random.Next(60, 86_400),
            DueAt = _random.Next(3) == 0 ? until + _random.Next(86_400, 365 * 86_400) : null,
            FirstMove = _nextMove,
            FirstEntry = _nextEntry,
        };
        _nextMove += quest.Path.Count;
        _nextEntry += quest.Entries;
        _balances[creator] += status is "EXPIRED" or "CANCELLED" ? 0 : -1;
        if (status == "COMPLETE")
        {
            _balances[performer] += 2;
            Completed++;
        }
        return quest;
    }

    private string DrawStatus()
    {
        var at = _random.Next(127);
        foreach (var (status, share) in Others)
        {
            if ((at -= share) < 0)
            {
                return status;
            }
        }
        return "COMPLETE";
    }

    /// <summary>The first members are the busiest: the first hundredth of them makes a tenth of all.</summary>
    private int DrawMember(bool mustPay, int not)
    {
        var at = (int)(_members.Count * Math.Pow(_random.NextDouble(), 2));
        while (at == not || (mustPay && _balances[at] < 1))
        {
            at = (at + 1) % _members.Count;
        }
        return at;
    }

    /// <summary>A UUIDv7 of that second.</summary>
    private Guid NewId(long second)
    {
        Span<byte> bytes = stackalloc byte[18];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (second * 1000 + _random.Next(1000)) << 16);
        _random.NextBytes(bytes[6..16]);
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0f));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3f));
        return new Guid(bytes[..16], bigEndian: true);
    }
}
