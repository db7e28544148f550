using System.CommandLine;

namespace CivicForge.Sandbox.Commands;

internal static class UrlOption
{
    /// <summary>An option that takes an absolute http or https URL.</summary>
    public static Option<Uri?> Create(string name) =>
        new(name)
        {
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https"))
                {
                    return url;
                }

                result.AddError($"{name} {text} is not a URL with http:// or https://.");
                return null;
            },
        };
}
