namespace CivicForge.Sandbox.Drills;

/// <summary>What goes wrong with pairs and their rewards.</summary>
internal static class RewardDrills
{
    public static IReadOnlyList<AlertDrill> All { get; } =
    [
        new("RelayBudgetSpent", "claims may cost next to nothing a day, and a pair is signed")
        {
            BreakAsync = async (scene, token) =>
            {
                var settings = new Dictionary<string, string?> { ["Rewards__PayoutWeiPerDay"] = "1" };
                await scene.Sandbox.Anchorer.RestartAsync(settings, token);
                await scene.SignAsync(TimeSpan.FromSeconds(1), token);
            },
            MendAsync = async (scene, token) =>
            {
                await scene.Sandbox.Anchorer.RestartAsync(token);
                await scene.SqlAsync(
                    "UPDATE civic.reward_relays SET over_budget = NULL, next_at = clock_timestamp() "
                        + "WHERE over_budget IS NOT NULL",
                    token
                );
            },
        },
        new("SelfDealing", "two members complete six quests with one another")
        {
            BreakAsync = async (scene, token) =>
            {
                var members = await scene.TwoMembersAsync(token);
                for (var pair = 0; pair < 3; pair++) // nobody may post more than five quests a minute
                {
                    await members.CompleteAsync(await members.ClaimAsync(token), token);
                    await members.Exchanged.CompleteAsync(await members.Exchanged.ClaimAsync(token), token);
                }
                await scene.Sandbox.Worker.RestartAsync(token); // it looks at its start, then every ten minutes
            },
            MendAsync = (scene, token) => scene.AcknowledgeAsync("self-dealing", token),
        },
    ];
}
