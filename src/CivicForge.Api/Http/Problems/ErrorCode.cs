namespace CivicForge.Api.Http.Problems;

/// <summary>One stable failure of the HTTP API: what <c>code</c> a client switches on, the status it comes with and
/// what to do about it. The table in <see cref="ErrorCodes"/> is the only place where they are written; OpenAPI and
/// <c>docs/errors.md</c> are made from it.</summary>
/// <param name="Code">Kebab-case, never renamed once shipped.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">A short sentence, the same for every occurrence (RFC 9457 <c>title</c>).</param>
/// <param name="Remedy">What the caller can do next.</param>
public sealed record ErrorCode(string Code, int Status, string Title, string Remedy);
