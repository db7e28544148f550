using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace CivicForge.Api.WebApp;

/// <summary>Serves the built web app (<c>Web:Root</c>, else <c>wwwroot</c> beside the program, else <c>web/dist</c> of
/// the repository) when it is there, and sets the headers that keep every page and answer in its place.</summary>
internal static class WebApp
{
    /// <summary>Vite names what is in this folder by its content; a name of an older build is gone, and no
    /// page.</summary>
    private const string Assets = "/assets";

    private const string ApiPolicy = "default-src 'none'; frame-ancestors 'none'";

    // Scripts and styles only from files. A verifier may ask any RPC node.
    private const string PagePolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
        + "connect-src 'self' https: wss: http://localhost:* http://127.0.0.1:*; object-src 'none'; base-uri "
        + "'none'; form-action 'self'; frame-ancestors 'none'";

    // The service worker fetches the app's own files and nothing else.
    private const string WorkerPolicy =
        "default-src 'none'; connect-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; font-src "
        + "'self'; manifest-src 'self'; frame-ancestors 'none'";

    // Swagger UI writes styles into the page.
    private static readonly string DocumentationPolicy = PagePolicy.Replace(
        "style-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        StringComparison.Ordinal
    );

    private static readonly string[] NotPages =
    [
        "/api",
        "/.well-known",
        "/health",
        "/metrics",
        "/openapi",
        "/docs",
        Assets,
    ];

    public static void UseSecurityHeaders(this WebApplication app) =>
        app.Use(
            static (context, next) =>
            {
                context.Response.OnStarting(
                    static state =>
                    {
                        var response = (HttpResponse)state;
                        response.Headers.XContentTypeOptions = "nosniff";
                        response.Headers["Referrer-Policy"] = "no-referrer";
                        if (response.Headers.ContentSecurityPolicy.Count > 0)
                        {
                            return Task.CompletedTask;
                        }
                        var path = response.HttpContext.Request.Path;
                        response.Headers.ContentSecurityPolicy =
                            IsWorker(path) ? WorkerPolicy
                            : response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) != true
                                ? ApiPolicy
                            : path.StartsWithSegments("/docs") ? DocumentationPolicy
                            : PagePolicy;
                        return Task.CompletedTask;
                    },
                    context.Response
                );
                return next(context);
            }
        );

    public static void UseWebApp(this WebApplication app)
    {
        if (FindRoot(app.Configuration) is not { } root)
        {
            return;
        }
        var files = new FilesInMemory(new PhysicalFileProvider(root));
        var copies = new PrecompressedFiles(files);
        var pages = new WebAppPages(files);
        MapDemoWallets(app);
        // No fallback endpoint: it would turn the 405 and 415 of real ones into 404.
        app.Use(
            (context, next) =>
            {
                var request = context.Request;
                if (
                    context.GetEndpoint() is not null
                    || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
                )
                {
                    return next(context);
                }
                if (PrecompressedFiles.IsCopy(request.Path))
                {
                    return NotFound(context);
                }
                if (!files.GetFileInfo(request.Path).Exists)
                {
                    if (WebAppPages.IsFile(request.Path) || NotPages.Any(p => request.Path.StartsWithSegments(p)))
                    {
                        return NotFound(context);
                    }
                    pages.Show(context);
                }

                copies.Choose(context);
                return next(context);
            }
        );
        app.UseStaticFiles(copies.Options(Cache));
    }

    /// <summary>The wallets of the demo, where the Sandbox set <c>Web:DemoWallets</c> to their script: never in
    /// production.</summary>
    private static void MapDemoWallets(WebApplication app)
    {
        if (app.Configuration["Web:DemoWallets"] is not { Length: > 0 } file)
        {
            return;
        }
        var script = Path.GetFullPath(file);
        app.MapGet(
                "/demo-wallets/demo-wallets.js",
                () => File.Exists(script) ? Results.File(script, "text/javascript") : Results.NotFound()
            )
            .ExcludeFromDescription();
    }

    /// <summary>Also as the compressed copy that the request was pointed to.</summary>
    private static bool IsWorker(PathString path) => path.Value is "/worker.js" or "/worker.js.br" or "/worker.js.gz";

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static void Cache(StaticFileResponseContext context) =>
        context.Context.Response.Headers.CacheControl = context.Context.Request.Path.StartsWithSegments(Assets)
            ? "public, max-age=31536000, immutable"
            : "no-cache";

    private static string? FindRoot(IConfiguration configuration)
    {
        if (configuration["Web:Root"] is { Length: > 0 } given)
        {
            return Usable(Path.GetFullPath(given));
        }
        if (Usable(Path.Combine(AppContext.BaseDirectory, "wwwroot")) is { } beside)
        {
            return beside;
        }
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Usable(Path.Combine(folder.FullName, "web", "dist")) is { } built)
            {
                return built;
            }
        }
        return null;
    }

    private static string? Usable(string folder) => File.Exists(Path.Combine(folder, "index.html")) ? folder : null;
}
