namespace CivicForge.Api.Anchoring;

/// <summary>The registry as the next anchor may be planned on it: nothing of ours vanished from it, and nothing foreign
/// is in it that no operator has seen.</summary>
internal sealed class TrustedRegistry(RegistryReading reading, AnchoringControls controls)
{
    /// <returns>Null when anchoring was paused instead.</returns>
    public async Task<RegistryState?> ReadAsync(CancellationToken cancellationToken)
    {
        var registry = await reading.RunAsync(cancellationToken);
        if (registry.Vanished is { } vanished)
        {
            await controls.PauseAsync(vanished, cancellationToken);
            return null;
        }

        if (registry.ForeignUnacknowledged.Count > 0)
        {
            await controls.PauseAsync(
                "The registry holds roots that are not ours: batches "
                    + $"{string.Join(", ", registry.ForeignUnacknowledged)}. Ask the guardian to withhold them, "
                    + "then resume.",
                cancellationToken
            );
            return null;
        }

        return registry;
    }
}
