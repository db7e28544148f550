using CivicForge.Api.Http.Problems;

namespace CivicForge.Api.Access;

/// <summary>The role <c>operator</c>: addresses in <c>Auth:Operators</c>.</summary>
internal static class OperatorRole
{
    /// <summary>Only operators pass; others get 401 <c>unauthenticated</c> or 403 <c>forbidden</c>.</summary>
    public static RouteGroupBuilder RequireOperator(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(
            static (context, next) =>
            {
                var caller = context.HttpContext.RequireCaller();
                if (!context.HttpContext.RequestServices.GetRequiredService<AuthOptions>().Operators.Contains(caller))
                {
                    throw new RuleViolation(
                        ErrorCodes.Forbidden,
                        $"{caller} is no operator. Operators are listed in Auth:Operators."
                    );
                }
                return next(context);
            }
        );
        return group.Fails(ErrorCodes.Unauthenticated, ErrorCodes.Forbidden);
    }
}
