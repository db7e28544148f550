namespace CivicForge.Api.Http.Requests;

/// <summary>No members.</summary>
public sealed record EmptyRequest;
