using CivicForge.Api.Access;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.RateLimits;
using CivicForge.Api.Http.Requests;
using CivicForge.Api.Maintenance;
using CivicForge.Api.Members;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CivicForge.Api.Identity;

/// <summary>Sign-in, sessions and profiles.</summary>
internal static class IdentityModule
{
    public static void AddIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(AuthOptions.Read(configuration));
        services.AddOptions<MemberOptions>().BindConfiguration("Members").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<RefreshTokens>();
        services.AddSingleton<SessionGate>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SignIn>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services
            .AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<AccessTokens, TimeProvider>(
                (options, tokens, time) =>
                {
                    options.TokenHandlers.Clear();
                    options.TokenHandlers.Add(new RememberedTokens(time));
                    options.MapInboundClaims = false;
                    options.TokenValidationParameters = tokens.Validation;
                }
            );
        services.AddAuthorization();
    }

    /// <summary>A token that is sent must be good, also where none is needed: an expired session is told so, not taken
    /// for a stranger.</summary>
    public static void UseIdentity(this WebApplication app)
    {
        app.Services.GetRequiredService<AccessTokens>();
        app.UseAuthentication();
        app.Use(
            static async (context, next) =>
            {
                if (
                    context.Request.Headers.Authorization.Count > 0
                    && context.GetEndpoint()?.Metadata.GetMetadata<IgnoresTokens>() is null
                )
                {
                    if (context.CallerOrNull() is null)
                    {
                        throw new RuleViolation(
                            ErrorCodes.Unauthenticated,
                            "The access token is malformed, expired or not ours."
                        );
                    }
                    if (
                        !await context
                            .RequestServices.GetRequiredService<SessionGate>()
                            .IsAliveAsync(context.SessionId(), context.RequestAborted)
                    )
                    {
                        throw Standing.Revoked();
                    }
                }

                await next(context);
            }
        );
        app.UseAuthorization();
    }

    public static void MapIdentity(this IEndpointRouteBuilder api)
    {
        var auth = api.MapGroup("/auth")
            .WithTags("Identity")
            .Limited(RateClass.Auth)
            .GoesOnInMaintenance() // who reads stays signed in, and operators get in
            .AddEndpointFilter(
                static (context, next) =>
                {
                    // tokens, and who is signed in where
                    context.HttpContext.Response.Headers.CacheControl = "no-store";
                    return next(context);
                }
            );
        auth.MapPost("/nonce", NonceAsync)
            .Limited(RateClass.Reads)
            .WithMetadata(new IgnoresTokens())
            .WithSummary("A nonce for one sign-in")
            .Accepts<EmptyRequest>("application/json");
        auth.MapPost("/siwe", SignInAsync)
            .WithMetadata(new IgnoresTokens())
            .WithSummary("Sign in with an EIP-4361 message")
            .Accepts<SignInRequest>("application/json")
            .Fails(
                ErrorCodes.SiweMalformed,
                ErrorCodes.SiweDomainMismatch,
                ErrorCodes.SiweUriMismatch,
                ErrorCodes.SiweChainMismatch,
                ErrorCodes.SiweNonceUnknown,
                ErrorCodes.SiweExpired,
                ErrorCodes.SiweNotYetValid,
                ErrorCodes.SiweSignatureInvalid,
                ErrorCodes.SignatureInconclusive
            );
        auth.MapPost("/refresh", RefreshAsync)
            .WithMetadata(new IgnoresTokens())
            .WithSummary("Rotate the refresh token")
            .Accepts<RefreshRequest>("application/json")
            .Fails(ErrorCodes.SessionRevoked);
        auth.MapPost("/logout", LogoutAsync)
            .Limited(RateClass.Write)
            .WithMetadata(new IgnoresTokens())
            .WithSummary("End the session")
            .Accepts<RefreshRequest>("application/json")
            .Fails(ErrorCodes.SessionRevoked);
        auth.MapGet("/sessions", SessionsAsync)
            .Limited(RateClass.Reads)
            .RequireAuthorization()
            .WithSummary("One's own sessions")
            .Fails(ErrorCodes.Unauthenticated);
        auth.MapDelete("/sessions", RevokeAllAsync)
            .Limited(RateClass.Write)
            .RequireAuthorization()
            .WithSummary("End all of one's sessions")
            .Fails(ErrorCodes.Unauthenticated);
        auth.MapDelete("/sessions/{id}", RevokeAsync)
            .Limited(RateClass.Write)
            .RequireAuthorization()
            .WithSummary("End one of one's sessions")
            .Fails(ErrorCodes.Unauthenticated, ErrorCodes.SessionNotFound);
    }

    private static async Task<Ok<NonceResponse>> NonceAsync(HttpContext context, SignIn signIn)
    {
        await JsonBody.ReadAsync<EmptyRequest>(context);
        return TypedResults.Ok(await signIn.IssueNonceAsync(context.RequestAborted));
    }

    private static async Task<Ok<SessionResponse>> SignInAsync(HttpContext context, SignIn signIn)
    {
        var request = await JsonBody.ReadAsync<SignInRequest>(context);
        var errors = new FieldErrors();
        if (request.Message is null)
        {
            errors.Add("message", "is required");
        }
        if (request.Signature is null)
        {
            errors.Add("signature", "is required");
        }
        errors.ThrowIfAny();
        var agent = context.Request.Headers.UserAgent.ToString();
        var session = await signIn.RunAsync(
            request.Message!,
            request.Signature!,
            agent.Length switch
            {
                0 => null,
                > 200 => agent[..200],
                _ => agent,
            },
            context.RequestAborted
        );
        context.CountMember(session.Member.Address);
        return TypedResults.Ok(session);
    }

    private static async Task<Ok<SessionResponse>> RefreshAsync(HttpContext context, SessionStore sessions) =>
        TypedResults.Ok(await sessions.RefreshAsync(await ReadTokenAsync(context), context.RequestAborted));

    private static async Task<NoContent> LogoutAsync(HttpContext context, SessionStore sessions)
    {
        await sessions.LogoutAsync(await ReadTokenAsync(context), context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Page<SessionItem>>> SessionsAsync(HttpContext context, SessionStore sessions) =>
        TypedResults.Ok(
            new Page<SessionItem>(
                await sessions.ListAsync(context.RequireCaller(), context.SessionId(), context.RequestAborted),
                null
            )
        );

    private static async Task<NoContent> RevokeAllAsync(HttpContext context, SessionStore sessions)
    {
        await sessions.RevokeAsync(context.RequireCaller(), null, context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> RevokeAsync(string id, HttpContext context, SessionStore sessions)
    {
        if (!Guid.TryParseExact(id, "D", out var session))
        {
            throw PathIds.Invalid(id, "a session id is a UUID");
        }
        if (await sessions.RevokeAsync(context.RequireCaller(), session, context.RequestAborted) == 0)
        {
            throw new RuleViolation(ErrorCodes.SessionNotFound, $"You have no live session {session}.");
        }
        return TypedResults.NoContent();
    }

    private static async Task<string> ReadTokenAsync(HttpContext context)
    {
        var request = await JsonBody.ReadAsync<RefreshRequest>(context);
        var errors = new FieldErrors();
        if (request.RefreshToken is null)
        {
            errors.Add("refreshToken", "is required");
        }
        errors.ThrowIfAny();
        return request.RefreshToken!;
    }

    /// <summary>Marks endpoints that neither need nor look at a bearer token.</summary>
    private sealed record IgnoresTokens;
}

/// <param name="Message">The EIP-4361 text, exactly as signed.</param>
/// <param name="Signature"><c>0x</c> hex.</param>
public sealed record SignInRequest(string? Message, string? Signature);

public sealed record RefreshRequest(string? RefreshToken);

public sealed record SessionItem(
    Guid Id,
    string? UserAgent,
    DateTime CreatedAt,
    DateTime LastUsedAt,
    DateTime ExpiresAt,
    bool Current
);
