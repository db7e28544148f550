namespace CivicForge.Api.Quests.Evidence.Formats;

/// <summary>An indirect object: its value, and what follows the dictionary of a stream.</summary>
internal sealed record PdfObject(int Number, int At, PdfValue Value, ReadOnlyMemory<byte>? Stream)
{
    public PdfValue.Dictionary? Dictionary => Value as PdfValue.Dictionary;

    /// <summary>From behind <c>obj</c> to behind <c>endobj</c>.</summary>
    public static PdfObject Read(ref PdfTokens tokens, int number, int at, ReadOnlyMemory<byte> file)
    {
        var value = tokens.Value();
        ReadOnlyMemory<byte>? stream = null;
        if (value is PdfValue.Dictionary dictionary && tokens.Try("stream"))
        {
            var bytes = file.Span;
            if (tokens.At < bytes.Length && bytes[tokens.At] == '\r')
            {
                tokens.At++;
            }
            if (tokens.At >= bytes.Length || bytes[tokens.At] != '\n')
            {
                throw tokens.Bad("a line has to end here");
            }
            tokens.At++;
            var length =
                Length(dictionary, file, tokens.At) ?? throw tokens.Bad("the length of the stream is not known");
            stream = file.Slice(tokens.At, length);
            tokens.At += length;
            var end = tokens.At;
            tokens.SkipSpaces();
            if (tokens.At - end > 2 || !tokens.Try("endstream"))
            {
                throw tokens.Bad("the stream has another length than it says");
            }
        }

        tokens.Require("endobj");
        return new PdfObject(number, at, value, stream);
    }

    /// <summary>A number, or an object that is one: writers learn the length only behind the stream. It is found by its
    /// text, and the table of objects later says whether that was it.</summary>
    private static int? Length(PdfValue.Dictionary dictionary, ReadOnlyMemory<byte> file, int from)
    {
        var length = dictionary.NumberOf("Length");
        if (dictionary.Entries.GetValueOrDefault("Length") is PdfValue.Reference reference)
        {
            foreach (var prefix in (string[])["\n", "\r"])
            {
                var at = file.Span.IndexOf(
                    System.Text.Encoding.ASCII.GetBytes($"{prefix}{reference.Object} {reference.Generation} obj")
                );
                if (at < 0)
                {
                    continue;
                }
                var tokens = new PdfTokens(file.Span, at);
                tokens.TryObject(out _);
                length = tokens.Number();
                break;
            }
        }

        return length is { } known && known <= file.Length - from ? (int)known : null;
    }
}
