using System.Text.Json;
using Microsoft.Extensions.FileProviders;

namespace CivicForge.Api.WebApp;

/// <summary>The addresses of the web app's screens, as its build lists them in <c>routes.json</c>:
/// <c>/quests/$questId</c>. All of them are answered with the one page. Any other address gets the page too, which says
/// so in words, but with 404, so that nobody takes it for a real one.</summary>
internal sealed class WebAppPages(IFileProvider files)
{
    private readonly string[][]? _routes = Read(files.GetFileInfo("/routes.json"));

    /// <summary>Whether a path names a file rather than a screen: <c>/robots.txt</c>, <c>/.env</c>,
    /// <c>/.git/config</c>.</summary>
    public static bool IsFile(PathString path)
    {
        var segments = Segments(path.Value!);
        return segments.Any(s => s.StartsWith('.')) || (segments is [.., var last] && last.Contains('.'));
    }

    /// <summary>Points the request to the page.</summary>
    public void Show(HttpContext context)
    {
        var request = context.Request;
        if (_routes is not null && !_routes.Any(route => Fits(route, Segments(request.Path.Value!))))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            // A 404 has no tag that could be asked for again.
            request.Headers.IfNoneMatch = default;
            request.Headers.IfModifiedSince = default;
        }

        request.Path = "/index.html";
    }

    private static bool Fits(string[] route, string[] path) =>
        route.Length == path.Length && route.Zip(path).All(s => s.First.StartsWith('$') || s.First == s.Second);

    private static string[] Segments(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static string[][]? Read(IFileInfo file)
    {
        if (!file.Exists)
        {
            return null;
        }
        using var stream = file.CreateReadStream();
        return [.. JsonSerializer.Deserialize<string[]>(stream)!.Select(Segments)];
    }
}
