namespace CivicForge.Api.Http.LargeAnswers;

/// <summary>One reader's hold of a file.</summary>
internal sealed class AnswerReading(AnswerFile file, Action leave) : IDisposable
{
    private Action? _leave = leave;

    public AnswerFile File => file;

    public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
}
