using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace CivicForge.Api.WebApp;

/// <summary>Answers a static file with the copy that the build compressed beside it (<c>app.js.br</c>,
/// <c>app.js.gz</c>), when there is one and the client takes it. Only files: an answer made here may hold a secret
/// beside text of a stranger, and its compressed length would tell of it (BREACH).</summary>
internal sealed class PrecompressedFiles(IFileProvider files)
{
    // Best first.
    private static readonly (string Coding, string Suffix)[] Codings = [("br", ".br"), ("gzip", ".gz")];
    private static readonly FileExtensionContentTypeProvider ContentTypes = new()
    {
        Mappings = { [".webmanifest"] = "application/manifest+json" },
    };

    /// <summary>Options for the middleware that follows <see cref="Choose"/>.</summary>
    public StaticFileOptions Options(Action<StaticFileResponseContext> prepare) =>
        new()
        {
            FileProvider = files,
            ContentTypeProvider = new InnerNames(),
            OnPrepareResponse = response =>
            {
                var headers = response.Context.Response.Headers;
                headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
                if (response.Context.Items.TryGetValue(typeof(PrecompressedFiles), out var coding))
                {
                    headers.ContentEncoding = (string?)coding;
                }
                prepare(response);
            },
        };

    /// <summary>Points the request to the copy.</summary>
    public void Choose(HttpContext context)
    {
        var path = context.Request.Path;
        var accepted = context.Request.GetTypedHeaders().AcceptEncoding;
        foreach (var (coding, suffix) in Codings)
        {
            if (!Takes(accepted, coding) || !files.GetFileInfo(path + suffix).Exists)
            {
                continue;
            }
            context.Items[typeof(PrecompressedFiles)] = coding;
            context.Request.Path = path + suffix;
            return;
        }
    }

    /// <summary>Whether the path names a copy, which is not a page of its own.</summary>
    public static bool IsCopy(PathString path) =>
        Codings.Any(c => path.Value!.EndsWith(c.Suffix, StringComparison.Ordinal));

    private static bool Takes(IList<StringWithQualityHeaderValue> accepted, string coding) =>
        (
            accepted.FirstOrDefault(a => a.Value.Equals(coding, StringComparison.OrdinalIgnoreCase))
            ?? accepted.FirstOrDefault(a => a.Value == "*")
        )
            is { } entry
        && entry.Quality is not 0;

    /// <summary>A copy has the media type of what it is a copy of.</summary>
    private sealed class InnerNames : IContentTypeProvider
    {
        public bool TryGetContentType(
            string subpath,
            [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string contentType
        )
        {
            var inner = IsCopy(subpath) ? Path.ChangeExtension(subpath, null) : subpath;
            if (!ContentTypes.TryGetContentType(inner, out contentType))
            {
                return false;
            }
            if (contentType.StartsWith("text/", StringComparison.Ordinal))
            {
                contentType += "; charset=utf-8";
            }
            return true;
        }
    }
}
