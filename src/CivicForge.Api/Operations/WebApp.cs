using Microsoft.Extensions.FileProviders;

namespace CivicForge.Api.Operations;

/// <summary>Serves the built web app (<c>Web:Root</c>, else <c>wwwroot</c> beside the program, else <c>web/dist</c> of the repository) when it is
/// there, and sets the headers that keep every page and answer in its place.</summary>
internal static class WebApp
{
    private const string ApiPolicy = "default-src 'none'; frame-ancestors 'none'";

    // Scripts only from files; inline styles because the component library sets style attributes. A verifier may ask any RPC node.
    private const string PagePolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "connect-src 'self' https: wss: http://localhost:* http://127.0.0.1:*; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly string[] NotPages = ["/api", "/.well-known", "/health", "/metrics", "/openapi", "/docs"];

    public static void UseSecurityHeaders(this WebApplication app) => app.Use(static (context, next) =>
    {
        context.Response.OnStarting(static state =>
        {
            var response = (HttpResponse)state;
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers["Referrer-Policy"] = "no-referrer";
            if (response.Headers.ContentSecurityPolicy.Count > 0) return Task.CompletedTask;
            response.Headers.ContentSecurityPolicy = response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true ? PagePolicy : ApiPolicy;
            return Task.CompletedTask;
        }, context.Response);
        return next(context);
    });

    public static void UseWebApp(this WebApplication app)
    {
        if (FindRoot(app.Configuration) is not { } root) return;
        var files = new PhysicalFileProvider(root);
        var options = new StaticFileOptions { FileProvider = files, OnPrepareResponse = Cache };
        app.UseStaticFiles(options);
        MapDemoWallets(app);
        // No fallback endpoint: it would turn the 405 and 415 of real ones into 404.
        app.Use((context, next) =>
        {
            if (context.GetEndpoint() is not null || !HttpMethods.IsGet(context.Request.Method) || NotPages.Any(p => context.Request.Path.StartsWithSegments(p))) return next(context);
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.CacheControl = "no-cache";
            return context.Response.SendFileAsync(files.GetFileInfo("index.html"), context.RequestAborted);
        });
    }

    /// <summary>The wallets of the demo, where the Sandbox set <c>Web:DemoWallets</c> to their script: never in production.</summary>
    private static void MapDemoWallets(WebApplication app)
    {
        if (app.Configuration["Web:DemoWallets"] is not { Length: > 0 } file) return;
        var script = Path.GetFullPath(file);
        app.MapGet("/demo-wallets/demo-wallets.js", () => File.Exists(script) ? Results.File(script, "text/javascript") : Results.NotFound()).ExcludeFromDescription();
    }

    /// <summary>Vite names what is under <c>assets</c> by its content.</summary>
    private static void Cache(Microsoft.AspNetCore.StaticFiles.StaticFileResponseContext context) =>
        context.Context.Response.Headers.CacheControl = context.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";

    private static string? FindRoot(IConfiguration configuration)
    {
        if (configuration["Web:Root"] is { Length: > 0 } given) return Usable(Path.GetFullPath(given));
        if (Usable(Path.Combine(AppContext.BaseDirectory, "wwwroot")) is { } beside) return beside;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Usable(Path.Combine(folder.FullName, "web", "dist")) is { } built) return built;
        return null;
    }

    private static string? Usable(string folder) => File.Exists(Path.Combine(folder, "index.html")) ? folder : null;
}
