using System.Text.Json;

namespace CivicForge.Sandbox.Records;

/// <summary>What was tried when, and how it ended: small JSON files that <c>ready</c> reads.</summary>
internal static class RecordFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Of this checkout: <c>tests.json</c> and <c>alert-drill.json</c>.</summary>
    public static string Folder => Path.Combine(Repository.Root, "artifacts", "records");

    public static void Write<T>(string file, T record)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        WholeFile.Write(file, JsonSerializer.Serialize(record, Json) + "\n");
    }

    /// <returns>Null when there is none.</returns>
    /// <exception cref="SandboxException">It is no such record.</exception>
    public static T? Read<T>(string file)
        where T : class => File.Exists(file) ? Parse<T>(File.ReadAllText(file), file) : null;

    /// <exception cref="SandboxException">It is no such record.</exception>
    public static T? Parse<T>(string text, string place)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Json);
        }
        catch (JsonException wrong)
        {
            throw new SandboxException($"{place} cannot be read: {wrong.Message}", wrong);
        }
    }
}
