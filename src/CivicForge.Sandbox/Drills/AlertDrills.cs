namespace CivicForge.Sandbox.Drills;

/// <summary>Every drill, in an order in which none disturbs the next.</summary>
internal static class AlertDrills
{
    /// <summary>Those of the default run: a process, the database, and a flood.</summary>
    public static readonly string[] Short = ["ProcessDown", "DatabaseUnreachable", "RateLimitHits"];

    public static IReadOnlyList<AlertDrill> All { get; } =
    [
        new("ProcessDown", "the worker is killed")
        {
            BreakAsync = (scene, _) => scene.Sandbox.Worker.KillAsync(),
            MendAsync = (scene, token) => scene.Sandbox.Worker.RestartAsync(token),
        },
        new("RoleMissing", "the indexer is killed")
        {
            BreakAsync = (scene, _) => scene.Sandbox.Indexer.KillAsync(),
            MendAsync = (scene, token) => scene.Sandbox.Indexer.RestartAsync(token),
        },
        new("DatabaseUnreachable", "the API's user is locked out of PostgreSQL")
        {
            BreakAsync = (scene, token) => scene.LockOutAsync("civic_api", token),
            MendAsync = (scene, token) => scene.LetInAsync("civic_api", token),
        },
        WithoutQuests("ErrorsInLog"),
        WithoutQuests("ApiFailing"),
        new("ApiSlow", "a lock holds every request that reads quests")
        {
            PressAsync = (scene, token) => scene.HoldQuestsAsync(TimeSpan.FromSeconds(4), 20, token),
        },
        new("ConnectionsFull", "one visitor holds 190 of 200 connections open")
        {
            BreakAsync = (scene, token) => scene.Connections.OpenAsync(190, token),
            MendAsync = (scene, _) =>
            {
                scene.Connections.Close();
                return Task.CompletedTask;
            },
        },
        new("AuthenticationFailures", "sign-ins with the signature of another wallet")
        {
            PressAsync = (scene, token) =>
                Task.WhenAll(Enumerable.Range(0, 10).Select(_ => scene.SignInAsStrangerAsync(token))),
        },
        new("RateLimitHits", "a flood of requests for one document")
        {
            PressAsync = (scene, token) => scene.GetAsync("/openapi/v1.json", 300, 30, token),
        },
        new("WorkerJobNotRun", "a table of the worker's job is gone")
        {
            BreakAsync = (scene, token) => scene.SqlAsync("ALTER TABLE civic.alarms RENAME TO alarms_gone", token),
            MendAsync = (scene, token) => scene.SqlAsync("ALTER TABLE civic.alarms_gone RENAME TO alarms", token),
        },
        new("JobFailing", "a table of the anchorer's jobs is gone")
        {
            BreakAsync = (scene, token) => scene.SqlAsync("ALTER TABLE civic.batches RENAME TO batches_gone", token),
            MendAsync = (scene, token) => scene.SqlAsync("ALTER TABLE civic.batches_gone RENAME TO batches", token),
        },
        WithoutLease("NoAnchorerLeads"),
        WithoutLease("AnchorerNotRunning"),
        new("StorageNearlyFull", "a member uploads nine tenths of the room that there is for files")
        {
            BreakAsync = async (scene, token) =>
            {
                var members = await scene.TwoMembersAsync(token);
                await members.UploadAsync(await members.ClaimAsync(token), 9 * 1024 * 1024, token);
            },
            MendAsync = (scene, token) => scene.SqlAsync("DELETE FROM civic.evidence_files", token),
        },
        new("KeyFundsLow", "the anchorer's account is nearly empty")
        {
            BreakAsync = (scene, token) => ChainDrills.SetBalanceAsync(scene, "0x5af3107a4000", token),
            MendAsync = (scene, token) => ChainDrills.SetBalanceAsync(scene, "0x21e19e0c9bab2400000", token),
        },
        .. IndexerDrills.All,
        OfAnotherChain("WrongChain"),
        OfAnotherChain("NotReady"),
        WithoutNode("NodeSilent"),
        WithoutNode("Degraded"),
        new("AnchoringLate", "a pair is signed, and the node falls silent")
        {
            BreakAsync = (scene, token) => scene.SignWithoutNodeAsync(token),
            MendAsync = (scene, token) => scene.ContinueNodeAsync(token),
        },
        new("AnchoringOverdue", "a pair is signed, and the node falls silent")
        {
            BreakAsync = (scene, token) => scene.SignWithoutNodeAsync(token),
            MendAsync = (scene, token) => scene.ContinueNodeAsync(token),
        },
        .. ChainDrills.All,
        .. KeyDrills.All,
        .. RewardDrills.All,
        .. WalletDrills.All,
        .. BackupDrills.All,
    ];

    private static AlertDrill WithoutQuests(string alert) =>
        new(alert, "the table of quests is gone")
        {
            BreakAsync = (scene, token) => scene.SqlAsync("ALTER TABLE civic.quests RENAME TO quests_gone", token),
            PressAsync = (scene, token) => scene.GetAsync("/api/v1/quests", 5, 5, token),
            MendAsync = (scene, token) => scene.SqlAsync("ALTER TABLE civic.quests_gone RENAME TO quests", token),
        };

    private static AlertDrill OfAnotherChain(string alert) =>
        new(alert, "the node serves another chain")
        {
            BreakAsync = (scene, token) => scene.Node.RequestAsync("anvil_setChainId", [31338], token),
            MendAsync = (scene, token) => scene.Node.RequestAsync("anvil_setChainId", [31337], token),
        };

    private static AlertDrill WithoutLease(string alert) =>
        new(alert, "a process that is not there holds the lease")
        {
            BreakAsync = (scene, token) =>
                scene.SqlAsync(
                    "UPDATE civic.leases SET holder = 'drill', fence = fence + 1, "
                        + "expires_at = clock_timestamp() + interval '1 hour'",
                    token
                ),
            MendAsync = (scene, token) =>
                scene.SqlAsync("UPDATE civic.leases SET expires_at = clock_timestamp()", token),
        };

    private static AlertDrill WithoutNode(string alert) =>
        new(alert, "the node is stopped")
        {
            BreakAsync = (scene, token) => scene.StopNodeAsync(token),
            MendAsync = (scene, token) => scene.ContinueNodeAsync(token),
        };
}
