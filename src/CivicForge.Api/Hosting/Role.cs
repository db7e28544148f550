namespace CivicForge.Api.Hosting;

/// <summary>What a process of this binary does: answer HTTP without any chain key, or seal and anchor with the keys and no public HTTP.</summary>
public enum Role
{
    Api,
    Anchorer,
}
