using CivicForge.Chain;

namespace CivicForge.Sandbox.Deploying;

/// <summary>Who and what the contracts are made with.</summary>
/// <param name="Anchorer">Gets role ANCHORER; not the admin.</param>
/// <param name="Guardian">Gets role GUARDIAN; neither admin nor anchorer.</param>
/// <param name="ReceiptKey">Signs receipts.</param>
public sealed record DeploymentPlan(Address Anchorer, Address Guardian, Address ReceiptKey)
{
    /// <summary>Default admin of the registry; the deployer when null.</summary>
    public Address? Admin { get; init; }

    /// <summary>Largest experience in one claim.</summary>
    public uint MaxXp { get; init; } = 1500;

    /// <summary>Largest reputation in one claim.</summary>
    public uint MaxReputation { get; init; } = 100;

    /// <summary>A registry deployed before, to go on from there; null looks among the deployer's contracts.</summary>
    public Address? Registry { get; init; }
}
