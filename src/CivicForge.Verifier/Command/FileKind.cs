using System.Text.Json;
using CivicForge.Verifier.Reading;

namespace CivicForge.Verifier.Command;

/// <summary>What somebody gave us who has mistaken another file for a proof.</summary>
internal static class FileKind
{
    /// <returns>A sentence about the file, or null when it says that it is a CivicForge proof: then it is for the
    /// verification to judge.</returns>
    internal static string? Of(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
        {
            return "it is empty.";
        }
        if (file.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || file.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
        {
            return "it is text in UTF-16. Save it as UTF-8, or download the proof again.";
        }
        if (
            file.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff])
            || file.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4e, 0x47])
            || (file.Length > 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8))
        )
        {
            return "it is a picture. A proof is a JSON file; the web app compares pictures with one.";
        }
        if (file.StartsWith("%PDF"u8))
        {
            return "it is a PDF document. The proof itself is a JSON file.";
        }
        if (file.StartsWith("PK\u0003\u0004"u8))
        {
            return "it is a ZIP archive. Unpack it and name the JSON file.";
        }
        if (file.StartsWith("\0OpenTimestamps"u8))
        {
            return "it is a proof of OpenTimestamps; verify it with that project's tools.";
        }
        var text = ProofReader.WithoutMark(file);
        return text.IndexOf("\"civicforge.proof/"u8) >= 0 && FirstCharacter(text) == '{' ? null : OfText(text);
    }

    private static string OfText(ReadOnlySpan<byte> text)
    {
        if (FirstCharacter(text) == '<')
        {
            return "it is a web page. A proof's address ends in /api/v1/quests/ID/proof.";
        }
        try
        {
            var reader = new Utf8JsonReader(text);
            using var json = JsonDocument.ParseValue(ref reader);
            return OfJson(json.RootElement);
        }
        catch (JsonException)
        {
            return "it is neither JSON nor a file that we know.";
        }
    }

    private static string OfJson(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return "it is JSON of another kind.";
        }
        bool Has(string name) => json.TryGetProperty(name, out _);
        if (Has("completionReceipt") || (Has("receipt") && !Has("merkle")) || Has("anchorBy"))
        {
            return "it is a receipt: it promises that a proof will be made, and is none.";
        }
        if (Has("@context"))
        {
            return "it is a document of another system (JSON-LD, as verifiable credentials use).";
        }
        if ((Has("sig") && Has("signer")) || Has("uid"))
        {
            return "it is an attestation of another system (as EAS writes it); verify it with that system's tools.";
        }
        return json.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.String
            ? $"its format is '{Shortened(format.GetString()!)}'."
            : "it is JSON without our format member.";
    }

    private static string Shortened(string text) => text.Length > 40 ? text[..40] + "…" : text;

    private static char FirstCharacter(ReadOnlySpan<byte> text)
    {
        var start = text.IndexOfAnyExcept(" \t\r\n"u8);
        return start < 0 ? ' ' : (char)text[start];
    }
}
