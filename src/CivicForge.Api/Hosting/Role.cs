using CivicForge.Hosting;

namespace CivicForge.Api.Hosting;

/// <summary>What a process of this binary does: answer HTTP without any chain key; seal and anchor with the keys and no
/// public HTTP; or what is due by time but not of the chain, without keys. A small installation runs <c>--role
/// api,worker</c>; the chain's keys stay in a process of their own.</summary>
[Flags]
public enum Role
{
    Api = 1,
    Anchorer = 2,
    Worker = 4,
}

internal static class Roles
{
    /// <summary>As it is written behind <c>--role</c>.</summary>
    public static string Text(Role roles) =>
        roles.ToString().ToLowerInvariant().Replace(", ", ",", StringComparison.Ordinal);

    /// <exception cref="ConfigurationException">There is no such role, or the roles do not go together.</exception>
    public static Role Parse(string? text) =>
        text switch
        {
            "api" => Role.Api,
            "anchorer" => Role.Anchorer,
            "worker" => Role.Worker,
            "api,worker" or "worker,api" => Role.Api | Role.Worker,
            _ => throw new ConfigurationException(
                $"The role is '{text}'. Start with --role api, --role anchorer or --role worker; only --role "
                    + "api,worker makes one process of two."
            ),
        };
}
