namespace CivicForge.Verifier.Steps;

/// <summary><c>deadlines</c>: completed while the later of the two signed deadlines had not passed.</summary>
internal static class DeadlinesStep
{
    internal static Finding Check(Proof proof)
    {
        var later = Math.Max(proof.Creator.Deadline, proof.Performer.Deadline);
        return proof.Completed.CompletedAt <= later
            ? Finding.Pass(
                $"Completed {UnixTime.Text(proof.Completed.CompletedAt)}, before the deadline {UnixTime.Text(later)}."
            )
            : Finding.Fail(
                $"Completed {UnixTime.Text(proof.Completed.CompletedAt)}, after both deadlines; the later one was "
                    + $"{UnixTime.Text(later)}."
            );
    }
}
