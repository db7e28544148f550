using System.Globalization;
using System.Net;
using System.Text;
using CivicForge.Api.Http.Problems;

namespace CivicForge.Api.Discovery;

/// <summary>The table of codes as a page (<c>/docs/errors</c>) and as <c>docs/errors.md</c>, which a test compares with
/// the code.</summary>
internal static class ErrorReference
{
    public static string Markdown()
    {
        var text = new StringBuilder(
            "# Error codes\n\nMade from `src/CivicForge.Api/Http/Problems/ErrorCodes.cs` by `dotnet "
                + "CivicForge.Api.dll errors > docs/errors.md`. Every failure is an RFC 9457 document with one of "
                + "these in `code`.\n\n| code | status | what happened | what to do |\n|---|---|---|---|\n"
        );
        foreach (var code in ErrorCodes.All)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{code.Code}` | {code.Status} | {code.Title}. | {code.Remedy} |\n"
            );
        }
        return text.ToString();
    }

    public static string Html()
    {
        var rows = new StringBuilder();
        foreach (var code in ErrorCodes.All)
        {
            rows.Append(
                CultureInfo.InvariantCulture,
                $"<tr id=\"{code.Code}\"><td><code>{code.Code}</code></td><td>{code.Status}</td>"
            );
            rows.Append(
                CultureInfo.InvariantCulture,
                $"<td>{WebUtility.HtmlEncode(code.Title)}.</td><td>{WebUtility.HtmlEncode(code.Remedy)}</td></tr>\n"
            );
        }
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>CivicForge error "
            + "codes</title><h1>Error codes</h1><table><thead><tr><th>code<th>status<th>what happened<th>what to "
            + $"do</thead>\n{rows}</table></html>";
    }
}
