using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CivicForge.Api.Http.Requests;

namespace CivicForge.Api.Http.Problems;

/// <summary>How JSON looks on our wire: camelCase, nulls written, strict reading (no unknown or repeated members, no
/// comments).</summary>
internal static class JsonShape
{
    public static JsonSerializerOptions Options { get; } = ReadOnly();

    private static JsonSerializerOptions ReadOnly()
    {
        var options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = 16;
        options.Converters.Add(new Rfc3339Time());
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        return options;
    }
}
