using System.ComponentModel.DataAnnotations;

namespace CivicForge.Api.Worker;

/// <summary>Section <c>Retention</c>: how long the worker keeps what nobody needs any more.</summary>
internal sealed class RetentionOptions : IValidatableObject
{
    public const string Section = "Retention";

    /// <summary>An alarm, from its end on.</summary>
    public TimeSpan EndedAlarms { get; set; } = TimeSpan.FromDays(90);

    /// <summary>A session that was revoked or has expired, and its tokens. Until then a token that is used again is
    /// known for one.</summary>
    public TimeSpan EndedSessions { get; set; } = TimeSpan.FromDays(7);

    /// <summary>An event. Whoever reads events has to be no later than this.</summary>
    public TimeSpan Events { get; set; } = TimeSpan.FromDays(90);

    /// <summary>A line of a member's inbox.</summary>
    public TimeSpan Notifications { get; set; } = TimeSpan.FromDays(90);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (EndedAlarms < TimeSpan.FromDays(1))
        {
            yield return new ValidationResult("Retention:EndedAlarms must be at least a day.", [nameof(EndedAlarms)]);
        }
        if (EndedSessions < TimeSpan.FromHours(1))
        {
            yield return new ValidationResult(
                "Retention:EndedSessions must be at least an hour.",
                [nameof(EndedSessions)]
            );
        }
        if (Events < TimeSpan.FromDays(1))
        {
            yield return new ValidationResult("Retention:Events must be at least a day.", [nameof(Events)]);
        }
        if (Notifications < TimeSpan.FromDays(1))
        {
            yield return new ValidationResult(
                "Retention:Notifications must be at least a day.",
                [nameof(Notifications)]
            );
        }
    }
}
