using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.Requests;

namespace CivicForge.Api.Incidents;

/// <summary>Something that members notice, as operators told it.</summary>
/// <param name="State">Of the newest update: <c>investigating</c>, <c>identified</c>, <c>monitoring</c> or
/// <c>resolved</c>.</param>
/// <param name="Updates">Newest first; plain text.</param>
public sealed record IncidentItem(
    long Id,
    string Title,
    string State,
    DateTime OpenedAt,
    IReadOnlyList<IncidentUpdateItem> Updates
);

public sealed record IncidentUpdateItem(string State, string Text, DateTime WrittenAt);

/// <summary>What an operator tells about an incident.</summary>
/// <param name="Title">What members notice, in one line; only when it is opened.</param>
/// <param name="State">Left out: <c>investigating</c>.</param>
/// <param name="Text">What is known, and what members can do meanwhile.</param>
public sealed record IncidentRequest(string? Title, string? State, string? Text);

/// <param name="State">From now on.</param>
/// <param name="Text">What is known now.</param>
public sealed record IncidentUpdateRequest(string? State, string? Text)
{
    /// <exception cref="RuleViolation">422: a field is wrong.</exception>
    internal IncidentState Check(FieldErrors errors)
    {
        if (!Database.Words.TryParse<IncidentState>(State, out var state))
        {
            errors.Add("state", $"is one of {string.Join(", ", Database.Words.All<IncidentState>())}");
        }
        errors.Check("text", PlainText.Fault(Text, 1, IncidentUpdate.MaxText, multiLine: true));
        errors.ThrowIfAny();
        return state;
    }
}
