using System.Text.Json;
using System.Text.Json.Serialization;

namespace CivicForge.Api.Http.Requests;

/// <summary>A time as RFC 3339 says: with <c>Z</c> or an offset. One without would silently mean the server's own time
/// zone.</summary>
internal sealed class Rfc3339Time : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
        && HasOffset(reader.GetString()!)
        && reader.TryGetDateTimeOffset(out var time)
            ? time
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    public static bool HasOffset(string text) =>
        text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
}
