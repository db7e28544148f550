namespace CivicForge.Api.Requests;

/// <summary>No members.</summary>
public sealed record EmptyRequest;
