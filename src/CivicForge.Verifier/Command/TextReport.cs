using CivicForge.Chain.Protocol;

namespace CivicForge.Verifier.Command;

/// <summary>The report for people.</summary>
internal static class TextReport
{
    internal static void Write(VerificationReport report, TextWriter output, bool offline, bool colour)
    {
        if (offline)
        {
            output.WriteLine(
                $"Not checked, as asked by --offline: {string.Join(", ", StepNames.OnChain)}. Whether the batch is "
                    + "on chain, and not revoked, is open."
            );
        }
        if (report.Proof is { } proof)
        {
            output.WriteLine(Claim(proof));
        }
        output.WriteLine();
        foreach (var step in report.Steps.Where(step => report.Proof is not null || step.Result != StepResult.Skipped))
        {
            var (mark, word, code) = Show(step.Result);
            output.WriteLine(
                $"  {Paint(mark, code, colour)} {step.Name, -20} {Paint($"{word, -12}", code, colour)} "
                    + $"{PrintableText.Of(step.Reason)}"
            );
        }

        output.WriteLine();
        var (_, _, verdictCode) = Show(
            report.Verdict switch
            {
                Verdict.Valid => StepResult.Pass,
                Verdict.Invalid => StepResult.Fail,
                _ => StepResult.Inconclusive,
            }
        );
        output.WriteLine(
            $"{Paint(report.Verdict.Word().ToUpperInvariant(), verdictCode, colour)}  {Sentence(report, offline)}"
        );
    }

    private static string Claim(Proof proof)
    {
        var c = proof.Completed;
        var title = proof.Title is { } text ? $"\"{PrintableText.Of(text)}\"" : "a quest whose texts were erased";
        return $"Claim: {c.Performer} completed {title} for {c.Creator}, outcome {proof.Outcome.Word()}, {c.Xp} xp "
            + $"and {c.Reputation} reputation.";
    }

    private static string Sentence(VerificationReport report, bool offline)
    {
        string Names(StepResult result) =>
            string.Join(", ", report.Steps.Where(step => step.Result == result).Select(step => step.Name));
        return report.Verdict switch
        {
            Verdict.Invalid => $"Do not rely on this proof. Failed: {Names(StepResult.Fail)}.",
            Verdict.Inconclusive =>
                $"Nothing is wrong so far, but this could not be decided: {Names(StepResult.Inconclusive)}.",
            _ when offline =>
                "Both wallets signed, and the proof leads to its root. Run it without --offline to see whether "
                    + "that root is on chain.",
            _ => "Both wallets signed exactly this, and it is anchored on chain.",
        };
    }

    private static (string Mark, string Word, string Code) Show(StepResult result) =>
        result switch
        {
            StepResult.Pass => ("✓", "pass", "32"),
            StepResult.Fail => ("✗", "fail", "31"),
            StepResult.Skipped => ("–", "skipped", "2"),
            _ => ("?", "inconclusive", "33"),
        };

    private static string Paint(string text, string code, bool colour) => colour ? $"\e[{code}m{text}\e[0m" : text;
}
