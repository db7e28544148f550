namespace CivicForge.Api.Quests.Evidence.Formats;

/// <summary>A value in a PDF (ISO 32000-2, 7.3), as far as the rules ask about it.</summary>
internal abstract record PdfValue
{
    /// <summary>true, false, null and numbers, as written.</summary>
    public sealed record Word(string Spelling) : PdfValue;

    /// <summary>Without its slash, <c>#xx</c> undone: so that a forbidden name cannot be spelled otherwise.</summary>
    public sealed record Name(string Spelling) : PdfValue;

    public sealed record Bytes(byte[] Value) : PdfValue;

    public sealed record Reference(int Object, int Generation) : PdfValue;

    public sealed record List(IReadOnlyList<PdfValue> Items) : PdfValue;

    public sealed record Dictionary(IReadOnlyDictionary<string, PdfValue> Entries) : PdfValue
    {
        public string? NameOf(string key) => (Entries.GetValueOrDefault(key) as Name)?.Spelling;

        public long? NumberOf(string key) =>
            Entries.GetValueOrDefault(key) is Word word && long.TryParse(word.Spelling, out var number) && number >= 0
                ? number
                : null;
    }
}
