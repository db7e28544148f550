using System.Text.Json;

namespace CivicForge.EndToEnd.Monitoring;

internal static class DashboardQueries
{
    /// <summary>Each query as a JSON string, which YAML reads too.</summary>
    public static IEnumerable<string> Read(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.json"))
        {
            using var dashboard = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var panel in dashboard.RootElement.GetProperty("panels").EnumerateArray())
            {
                foreach (var target in panel.GetProperty("targets").EnumerateArray())
                {
                    yield return target.GetProperty("expr").GetRawText();
                }
            }
        }
    }
}
