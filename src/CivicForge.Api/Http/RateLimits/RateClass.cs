namespace CivicForge.Api.Http.RateLimits;

/// <summary>What is counted together (domain.md, abuse limits).</summary>
internal enum RateClass
{
    Create,
    Claim,
    Submit,
    Attest,
    Dispute,
    Auth,
    Reads,

    /// <summary>Files of evidence.</summary>
    Upload,

    /// <summary>Every other write: edit, cancel, release, revision, profile.</summary>
    Write,

    /// <summary>The OpenAPI document, which is large and changes with the program only.</summary>
    Document,

    /// <summary>Everything without a class of its own: pages and files of the web app, documentation, health, and paths
    /// where nothing is.</summary>
    Other,
}
