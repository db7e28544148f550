using CivicForge.Api.Http.Problems;

namespace CivicForge.Api.Http.Requests;

/// <summary>The header <c>Idempotency-Key</c>: 1 to 200 visible ASCII characters.</summary>
internal static class IdempotencyHeader
{
    public static string? Read(HttpRequest request)
    {
        var values = request.Headers["Idempotency-Key"];
        if (values.Count == 0)
        {
            return null;
        }
        if (values is [{ Length: >= 1 and <= 200 } key] && key.All(c => c is > ' ' and <= '~'))
        {
            return key;
        }
        throw new RuleViolation(
            ErrorCodes.InvalidQuery,
            "The header Idempotency-Key must be 1 to 200 visible ASCII characters.",
            ("parameter", "Idempotency-Key")
        );
    }
}
