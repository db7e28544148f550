using CivicForge.Sandbox.Environments;

namespace CivicForge.Sandbox.Releasing;

/// <summary>State and log of a release while it runs.</summary>
internal sealed class ReleaseJournal
{
    private readonly ReleaseEnvironment _environment;
    private readonly string _verb;

    public ReleaseJournal(
        ReleaseEnvironment environment,
        ReleaseState state,
        ReleaseEntry entry,
        string verb,
        TextWriter output,
        TimeProvider time
    )
    {
        (_environment, State, Entry, _verb) = (environment, state.With(entry), entry, verb);
        var folder = PrivateFile.Folder(Path.Combine(environment.StateFolder, "logs"));
        Log = new(state.Running?.Log ?? Path.Combine(folder, $"{entry.Number:D4}-{verb}.log"), output, time);
    }

    public ReleaseState State { get; private set; }

    public ReleaseEntry Entry { get; private set; }

    public ReleaseLog Log { get; }

    /// <summary>A step begins.</summary>
    public void Begin(string step)
    {
        Log.Begin(step);
        Save(State with { Running = new(Entry.Number, _verb, step, Log.File) });
    }

    /// <summary>Something of the release is known now.</summary>
    public void Note(ReleaseEntry entry)
    {
        Entry = entry;
        Save(State.With(entry));
    }

    /// <summary>Another release is over, too.</summary>
    public void Forget(ReleaseEntry other) => Save(State.With(other));

    /// <summary>It is over.</summary>
    /// <param name="serving">The release that serves from now on.</param>
    public void End(string ended, int? serving, string text)
    {
        Entry = Entry with { Ended = ended };
        Save(State.With(Entry) with { Current = serving, Running = null });
        Log.Begin("end");
        Log.Say(text);
    }

    private void Save(ReleaseState state)
    {
        State = state;
        state.Write(_environment);
    }
}
