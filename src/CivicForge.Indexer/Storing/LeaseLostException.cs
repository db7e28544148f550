namespace CivicForge.Indexer.Storing;

/// <summary>Another instance took over since this one last wrote; whatever it was about to write was rolled
/// back.</summary>
internal sealed class LeaseLostException(long fence)
    : Exception($"The lease with fence {fence} is gone: another indexer writes now. Nothing was written.");
