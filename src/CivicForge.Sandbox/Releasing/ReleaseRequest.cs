namespace CivicForge.Sandbox.Releasing;

/// <summary>What an operator asks of a release.</summary>
/// <param name="Image">An image that is there; null: that of this checkout, built when it is absent.</param>
/// <param name="WithoutBackup">Why no backup is made; null: one is made.</param>
/// <param name="AllowContract">Whether migrations may take away what the release that serves does not use any
/// more.</param>
internal sealed record ReleaseRequest(string? Image, string? WithoutBackup, bool AllowContract);
