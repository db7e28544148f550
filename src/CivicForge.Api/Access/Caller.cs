using CivicForge.Api.Http.Problems;
using CivicForge.Chain;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CivicForge.Api.Access;

/// <summary>Who is calling, from the validated access token.</summary>
internal static class Caller
{
    public static Address? CallerOrNull(this HttpContext context) =>
        context.User.FindFirst(JwtRegisteredClaimNames.Sub) is { } subject
        && Address.TryParse(subject.Value, out var address)
            ? address
            : null;

    /// <exception cref="RuleViolation">401 <c>unauthenticated</c>.</exception>
    public static Address RequireCaller(this HttpContext context) =>
        context.CallerOrNull()
        ?? throw new RuleViolation(ErrorCodes.Unauthenticated, "The request has no valid access token.");

    /// <exception cref="RuleViolation">401 <c>unauthenticated</c>.</exception>
    public static Standing RequireStanding(this HttpContext context) =>
        new(context.RequireCaller(), context.SessionId());

    public static Guid SessionId(this HttpContext context) =>
        Guid.Parse(context.User.FindFirst(JwtRegisteredClaimNames.Sid)!.Value);
}
