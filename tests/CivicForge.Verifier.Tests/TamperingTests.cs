using FsCheck;
using FsCheck.Fluent;

namespace CivicForge.Verifier.Tests;

public sealed class TamperingTests
{
    /// <summary>Members that prove nothing without a node, and the name of the one optional member: without it nothing
    /// is disclosed.</summary>
    private static readonly string[] Hints =
    [
        "\"transactionHash\"",
        "\"blockNumber\"",
        "\"blockHash\"",
        "\"logIndex\"",
        "\"finality\"",
        "\"leafIndex\"",
        "\"leafCount\"",
        "\"batchId\"",
        "\"content\"",
    ];

    [Fact]
    public void No_changed_byte_in_a_meaningful_member_leaves_a_file_valid()
    {
        var file = Vectors.Bytes("valid.json");
        var meaningful = Meaningful(file);
        meaningful.Length.ShouldBeGreaterThan(2_000);
        var change =
            from at in Gen.Elements(meaningful)
            from value in Gen.Choose(0, 255)
            where value != file[at]
            select (at, value: (byte)value);

        Prop.ForAll(change.ToArbitrary(), c => VerdictAfter(file, c.at, c.value) != Verdict.Valid)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    [Fact]
    public void No_meaningful_byte_can_be_replaced_by_its_neighbour_value()
    {
        var file = Vectors.Bytes("valid.json");

        var survivors = Meaningful(file)
            .Where(at => VerdictAfter(file, at, (byte)(file[at] ^ 1)) == Verdict.Valid)
            .Select(at => Around(file, at));

        survivors.ShouldBeEmpty();
    }

    [Fact]
    public void Garbage_of_any_kind_ends_in_a_report()
    {
        var file = Vectors.Bytes("valid.json");
        var garbage = Gen.OneOf(
            Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(),
            from cut in Gen.Choose(0, file.Length - 1)
            select file[..cut],
            from cut in Gen.Choose(0, file.Length - 1)
            from again in Gen.Choose(0, file.Length - 1)
            select (byte[])[.. file[..cut], .. file[again..]]
        );

        Prop.ForAll(
                garbage.ToArbitrary(),
                bytes =>
                    Vectors
                        .VerifyOfflineAsync(bytes)
                        .GetAwaiter()
                        .GetResult()
                        .Steps.Select(step => step.Name)
                        .SequenceEqual(StepNames.All)
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    private static Verdict VerdictAfter(byte[] file, int at, byte value)
    {
        var changed = (byte[])file.Clone();
        changed[at] = value;
        return VerdictOf(changed);
    }

    private static Verdict VerdictOf(byte[] file) => Vectors.VerifyOfflineAsync(file).GetAwaiter().GetResult().Verdict;

    /// <summary>Every byte of every line but white space at its start and the lines of hints.</summary>
    private static int[] Meaningful(byte[] file)
    {
        var text = System.Text.Encoding.Latin1.GetString(file);
        var positions = new List<int>();
        for (int start = 0, end; start < text.Length; start = end + 1)
        {
            end = text.IndexOf('\n', start);
            if (end < 0)
            {
                end = text.Length;
            }
            var line = text[start..end];
            if (Hints.Any(line.Contains))
            {
                continue;
            }
            for (var i = start + line.Length - line.TrimStart().Length; i < end; i++)
            {
                // White space between tokens may be any white space.
                if (text[i] != ' ' || IsInsideText(line, i - start))
                {
                    positions.Add(i);
                }
            }
        }

        return [.. positions];
    }

    private static bool IsInsideText(string line, int at) => line[..at].Count(c => c == '"') % 2 == 1;

    private static string Around(byte[] file, int at)
    {
        var from = Math.Max(0, at - 20);
        return $"{at}: …{System.Text.Encoding.Latin1.GetString(file, from, Math.Min(40, file.Length - from))}…";
    }
}
