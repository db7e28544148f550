using System.CommandLine;
using CivicForge.Sandbox.Records;
using CivicForge.Sandbox.Testing;

namespace CivicForge.Sandbox.Commands;

internal static class TestCommand
{
    public static Command Create()
    {
        var parts = new Argument<string[]>("part")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "Parts to run; all without one.",
        };
        parts.Validators.Add(result =>
        {
            if (
                result
                    .Tokens.Select(token => token.Value)
                    .FirstOrDefault(name => TestPart.All.All(part => part.Name != name)) is
                { } unknown
            )
            {
                result.AddError(
                    $"There is no part {unknown}. Parts of this checkout: "
                        + $"{string.Join(", ", TestPart.All.Select(part => part.Name))}."
                );
            }
        });
        var coverage = new Option<bool>("--coverage")
        {
            Description = "Count the lines that run of what promises a share of them.",
        };
        var complete = new Option<bool>("--complete")
        {
            Description = "Fail when this machine cannot run a part, instead of leaving it out.",
        };
        var all = new Option<bool>("--all")
        {
            Description = "Also what takes long: further seeds and rounds of campaigns, kills and drills.",
        };
        var command = new Command("test", "Builds and runs the tests.") { parts, coverage, complete, all };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                LongTier.Set(parsed.GetValue(all));
                var named = parsed.GetValue(parts) ?? [];
                // What is tested is what is there when the run begins.
                var checkout = await Checkout.ReadAsync(cancellationToken);
                return await new TestRun(
                    Console.Out,
                    Path.Combine(Repository.Root, "artifacts", "test"),
                    parsed.GetValue(coverage),
                    parsed.GetValue(complete)
                )
                {
                    Record = (total, counted) => Record(named, checkout, total, counted),
                }.RunAsync(named, TestPart.All, cancellationToken);
            }
        );
        return command;
    }

    /// <summary>Only a run of all parts says something about a commit.</summary>
    private static void Record(
        string[] named,
        Checkout? checkout,
        TestReport total,
        IReadOnlyList<LineCoverage> counted
    )
    {
        if (named.Length == 0)
        {
            RecordFile.Write(TestRecord.File, TestRecord.Of(checkout, total, counted, TimeProvider.System.GetUtcNow()));
        }
    }
}
