using CivicForge.Api.Http.Problems;

namespace CivicForge.Api.Http.Requests;

/// <summary>Collects what is wrong with the fields of a request, so that the caller hears it all at once.</summary>
internal sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> _errors = [];

    public void Add(string field, string message)
    {
        if (!_errors.TryGetValue(field, out var messages))
        {
            _errors[field] = messages = [];
        }
        messages.Add(message);
    }

    /// <summary>Adds the message when there is one.</summary>
    public void Check(string field, string? message)
    {
        if (message is not null)
        {
            Add(field, message);
        }
    }

    /// <exception cref="RuleViolation">422 <c>validation-failed</c> when anything was added.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw RuleViolation.Invalid(_errors.ToDictionary(e => e.Key, e => e.Value.ToArray()));
        }
    }
}
