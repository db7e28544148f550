namespace CivicForge.Api.Maintenance;

/// <summary>What the service does at present, from all of it to next to nothing.</summary>
internal enum MaintenanceMode
{
    Off,

    /// <summary>Reads, proofs, the public record and live events go on, and what was promised is anchored and paid.
    /// Members' writes are refused.</summary>
    ReadOnly,

    /// <summary>Only the status, signing in and operators' own calls are answered, and timed work stands
    /// still.</summary>
    On,
}
