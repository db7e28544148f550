namespace CivicForge.Sandbox.Demo;

/// <summary>Counts and prints what the journey checks. The first failed check ends the journey, because every later
/// step builds on it.</summary>
internal sealed class Checks(TextWriter output)
{
    /// <summary>Checks that held.</summary>
    public int Passed { get; private set; }

    /// <summary>Prints the heading of a step.</summary>
    public void Step(string text) => output.WriteLine($"\n{text}");

    /// <summary>Prints a fact that is not checked.</summary>
    public void Note(string text) => output.WriteLine($"       {text}");

    /// <summary>Checks one thing.</summary>
    /// <exception cref="CheckFailedException">It does not hold.</exception>
    public void That(string statement, bool holds, string? found = null)
    {
        if (!holds)
        {
            throw new CheckFailedException($"{statement}{(found is null ? "" : $": found {found}")}");
        }

        Passed++;
        output.WriteLine($"  ok   {statement}");
    }

    /// <summary>Checks that a value is the expected one.</summary>
    public void Equal<T>(string statement, T expected, T found)
        where T : IEquatable<T> => That($"{statement} ({expected})", expected.Equals(found), $"{found}");
}

/// <summary>A check of the journey did not hold; the message says which, and what was found.</summary>
internal sealed class CheckFailedException(string message) : Exception(message);
