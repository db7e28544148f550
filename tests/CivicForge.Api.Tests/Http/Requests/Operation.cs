using System.Text.Json;
using System.Text.Json.Nodes;

namespace CivicForge.Api.Tests.Http.Requests;

/// <summary>An operation of the OpenAPI document.</summary>
/// <param name="Method">Upper case.</param>
/// <param name="Path">Below <c>/api/v1</c>; of others with a second slash in front.</param>
/// <param name="Parameters">Names, and where they are.</param>
/// <param name="HasBody">Whether it reads a JSON body.</param>
/// <param name="Body">An object with all members of it, of about the right types.</param>
internal sealed record Operation(
    string Method,
    string Path,
    IReadOnlyList<(string Name, string In)> Parameters,
    bool HasBody,
    JsonObject? Body
)
{
    internal static IEnumerable<Operation> All(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select Read(document, operation.Name.ToUpperInvariant(), path.Name, operation.Value);

    private static Operation Read(JsonElement document, string method, string path, JsonElement operation)
    {
        var parameters = operation.TryGetProperty("parameters", out var list)
            ? list.EnumerateArray()
                .Select(p => (p.GetProperty("name").GetString()!, p.GetProperty("in").GetString()!))
                .ToList()
            : [];
        JsonElement json = default;
        var hasBody =
            operation.TryGetProperty("requestBody", out var body)
            && body.GetProperty("content").TryGetProperty("application/json", out json);
        return new Operation(
            method,
            path.StartsWith("/api/v1", StringComparison.Ordinal) ? path["/api/v1".Length..] : "/" + path,
            parameters,
            hasBody,
            hasBody ? Example(document, json.GetProperty("schema")) as JsonObject : null
        );
    }

    private static JsonNode? Example(JsonElement document, JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Example(
                document,
                document
                    .GetProperty("components")
                    .GetProperty("schemas")
                    .GetProperty(reference.GetString()!.Split('/')[^1])
            );
        }
        if (schema.TryGetProperty("enum", out var words))
        {
            return JsonNode.Parse(words[0].GetRawText());
        }
        if (schema.TryGetProperty("properties", out var members))
        {
            return new JsonObject(
                members.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, Example(document, m.Value)))
            );
        }
        if (!schema.TryGetProperty("type", out var type))
        {
            return null;
        }
        var name =
            type.ValueKind == JsonValueKind.Array
                ? type.EnumerateArray().Select(t => t.GetString()).First(t => t != "null")
                : type.GetString();
        return name switch
        {
            "integer" or "number" => 1,
            "boolean" => true,
            "array" => new JsonArray(),
            "object" => new JsonObject(),
            _ => "Plant three young oaks",
        };
    }
}
