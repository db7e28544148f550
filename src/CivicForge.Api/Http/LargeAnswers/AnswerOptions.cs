using System.ComponentModel.DataAnnotations;

namespace CivicForge.Api.Http.LargeAnswers;

/// <summary>Section <c>Answers</c>: files from which large answers are sent.</summary>
internal sealed class AnswerOptions
{
    public const string Section = "Answers";

    /// <summary>Where they are made; nothing in it has a name for longer than a moment. Empty: the system's folder for
    /// temporary files.</summary>
    public string Folder { get; set; } = "";

    /// <summary>Room for all of them, in bytes. When it is full, those that nobody reads go first, then those that are
    /// being read for longest.</summary>
    [Range(1, long.MaxValue)]
    public long MaxBytes { get; set; } = 1L << 30;
}
