using CivicForge.Api.Anchoring;
using CivicForge.Api.Audit;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Audit;

/// <summary>Two batches, anchored, final, and their rewards claimed and final: everything holds.</summary>
public sealed class AuditedDeployment(TestDatabases databases) : AnchorerTest(databases)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var anchorer = await StartAsync();
        var indexer = await StartIndexerAsync();
        await Pairs.CompleteAsync(3);
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        await Pairs.CompleteAsync(2);
        await anchorer.TickAsync();
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        await indexer.CatchUpAsync();
        await anchorer.RelayAsync();
        await Chain.FinalizeAsync();
        await indexer.CatchUpAsync();
        await anchorer.RelayAsync();
        await indexer.DisposeAsync();
    }

    internal Task<AuditReport> AuditAsync(AnchoringOptions? anchoring, Uri? node = null)
    {
        return new RunAudit(
            Database.ConnectionStringFor("civic_auditor"),
            new EthClient(node ?? Chain.Url),
            Chain.Options,
            anchoring ?? new AnchoringOptions()
        ).RunAsync(default);
    }

    /// <summary>Changes rows behind every trigger and constraint, audits, and puts the rows back.</summary>
    internal async Task<AuditReport> AuditTamperedAsync(string table, string sql)
    {
        await ExecuteAsync($"CREATE TABLE public.kept AS TABLE {table}");
        await ExecuteAsync($"SET session_replication_role = replica; {sql}; SET session_replication_role = DEFAULT");
        var report = await AuditAsync();
        await ExecuteAsync(
            "SET session_replication_role = replica; DELETE "
                + $"FROM {table}; INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT * FROM public.kept; "
                + "SET session_replication_role = DEFAULT; DROP TABLE public.kept"
        );
        return report;
    }
}

/// <summary>The audit finds every tampering with what it guards, and nothing where nothing is wrong.</summary>
public sealed class AuditTests(AuditedDeployment deployment) : IClassFixture<AuditedDeployment>
{
    [Fact]
    public async Task A_sound_deployment_is_clean()
    {
        var report = await deployment.AuditAsync();
        report.Results.SelectMany(r => r.Findings.Violations).ShouldBeEmpty();
        report.Results.Select(r => r.Reason).ShouldAllBe(r => r == null);
        report.Results.Select(r => r.Id).ShouldBe(["I1", "I2", "I3", "I6", "I7", "I8", "I9", "I13", "I14"]);
        report.Results.Where(r => r.Id != "I14").ShouldAllBe(r => r.Findings.Checked > 0); // nothing was ever restored
        report.ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData(
        "I1",
        "civic.completions",
        "UPDATE civic.completions SET seal = NULL, position = NULL, tree_index = NULL, completed_at = completed_at "
            + "- 10000 WHERE seal = 2 AND position = 0",
        "waits for a batch"
    )]
    [InlineData(
        "I1",
        "civic.completions",
        "UPDATE civic.completions SET seal = 2, position = 2 WHERE seal = 1 AND position = 2",
        "batch 1 has 3 leaves"
    )]
    [InlineData(
        "I1",
        "civic.completions",
        "DELETE FROM civic.completions WHERE seal = 1 AND position = 0",
        "has no completed pair"
    )]
    [InlineData(
        "I2",
        "civic.batches",
        "DELETE FROM civic.registry_batches; UPDATE civic.batches SET tree = overlay(tree PLACING '\\x01' "
            + "FROM 1 FOR 1), root = overlay(root PLACING '\\x01' "
            + "FROM 1 FOR 1), sealed_at = now() - interval '1 day' WHERE seal = 2",
        "promised time has passed"
    )]
    [InlineData(
        "I2",
        "chain.batch_anchored",
        "UPDATE chain.batch_anchored SET root = sha256(root) WHERE batch_id = 1",
        "missing in schema chain|in schema chain"
    )]
    [InlineData(
        "I2",
        "chain.batch_anchored",
        "DELETE FROM chain.batch_anchored WHERE batch_id = 2",
        "missing in schema chain"
    )]
    [InlineData(
        "I3",
        "civic.completions",
        "UPDATE civic.completions SET xp = 1000 WHERE seal = 1 AND position = 0",
        "not the hash of its values"
    )]
    [InlineData(
        "I3",
        "civic.completions",
        "UPDATE civic.completions SET leaf = sha256(leaf) WHERE seal = 1 AND position = 0",
        "not the hash of its values"
    )]
    [InlineData(
        "I3",
        "civic.completions",
        "UPDATE civic.completions SET creator_signature = performer_signature WHERE seal = 1 AND position = 1",
        "not those of its signaturesHash"
    )]
    [InlineData(
        "I3",
        "civic.completions",
        "UPDATE civic.completions SET tree_index = 0 WHERE seal = 1 AND position = 1",
        "is not at node 0"
    )]
    [InlineData(
        "I3",
        "civic.batches",
        "UPDATE civic.batches SET tree = overlay(tree PLACING '\\x0000' FROM 65 FOR 2) WHERE seal = 1",
        "not the hash of its children"
    )]
    [InlineData(
        "I6",
        "chain.reward_claimed",
        "DELETE FROM chain.reward_claimed WHERE log_index = 0",
        "claimed on chain and not claimed in the database"
    )]
    [InlineData(
        "I7",
        "civic.point_entries",
        "UPDATE civic.point_entries SET xp = xp + 1 WHERE xp > 0 AND quest_id = (SELECT quest_id "
            + "FROM civic.completions WHERE seal = 1 AND position = 0)",
        "its ledger entries sum to 101"
    )]
    [InlineData(
        "I7",
        "civic.point_entries",
        "DELETE FROM civic.point_entries WHERE reputation > 0 AND quest_id = (SELECT quest_id "
            + "FROM civic.completions WHERE seal = 1 AND position = 0)",
        "its ledger entries sum to 0"
    )]
    [InlineData(
        "I7",
        "chain.reward_claimed",
        "UPDATE chain.reward_claimed SET xp = xp + 5 WHERE quest_id = (SELECT quest_id FROM civic.completions "
            + "WHERE seal = 1 AND position = 0)",
        "final claims sum to 505"
    )]
    [InlineData(
        "I8",
        "chain.coverage",
        "UPDATE chain.coverage SET blocks = blocks - int8multirange(int8range(2, 4))",
        "is covered in"
    )]
    [InlineData(
        "I9",
        "chain.blocks",
        "DELETE FROM chain.blocks WHERE number = (SELECT min(number) FROM chain.blocks)",
        "blocks of"
    )]
    [InlineData("I9", "chain.logs", "DELETE FROM chain.logs WHERE log_index = 0", "logs of")]
    [InlineData(
        "I9",
        "civic.completions",
        "DELETE FROM civic.completions WHERE seal = 1 AND position = 0",
        "its completion is gone"
    )]
    [InlineData(
        "I9",
        "civic.completions",
        "UPDATE civic.completions SET quest_id = gen_random_uuid() WHERE seal = 1 AND position = 0",
        "completions names quest"
    )]
    [InlineData(
        "I9",
        "civic.attestations",
        "INSERT INTO civic.attestations (quest_id, work_hash, role, attester, digest, outcome, deadline, signature, "
            + "kind, received_at, storage_receipt) SELECT gen_random_uuid(), work_hash, 'creator', creator, leaf, "
            + "'done', creator_deadline, creator_signature, 'ecdsa', completed_at, creator_receipt "
            + "FROM civic.completions LIMIT 1",
        "attestations names quest"
    )]
    [InlineData(
        "I9",
        "civic.attestations",
        "INSERT INTO civic.attestations (quest_id, work_hash, role, attester, digest, outcome, deadline, signature, "
            + "kind, received_at) SELECT quest_id, leaf, 'creator', creator, leaf, 'done', creator_deadline, "
            + "creator_signature, 'ecdsa', completed_at FROM civic.completions LIMIT 1",
        "has no receipt"
    )]
    [InlineData(
        "I9",
        "civic.quest_moves",
        "INSERT INTO civic.quest_moves (quest_id, by, at, to_status) "
            + "SELECT gen_random_uuid(), creator, now(), 'OPEN' FROM civic.completions LIMIT 1",
        "quest_moves names quest"
    )]
    [InlineData(
        "I9",
        "civic.point_entries",
        "INSERT INTO civic.point_entries (member, creation, reason, quest_id, at) "
            + "SELECT performer, 1, 'refund', gen_random_uuid(), now() FROM civic.completions LIMIT 1",
        "point_entries names quest"
    )]
    [InlineData(
        "I9",
        "civic.point_entries",
        "INSERT INTO civic.point_entries (member, creation, reason, at) "
            + "VALUES (decode(repeat('77', 20), 'hex'), 1, 'grant', now())",
        "member 0x7777"
    )]
    [InlineData(
        "I9",
        "civic.transaction_attempts",
        "DELETE FROM civic.transaction_attempts WHERE transaction_id = 1",
        "has 0 attempts"
    )]
    public async Task Tampering_is_found_by_its_invariant(string id, string table, string sql, string fact)
    {
        var report = await deployment.AuditTamperedAsync(table, sql);
        report.ExitCode.ShouldBe(1, sql);
        var result = report.Results.Single(r => r.Id == id);
        result.Verdict.ShouldBe(AuditVerdict.Fail, sql);
        result.Findings.Violations.ShouldContain(
            v => fact.Split('|').Any(f => v.Contains(f, StringComparison.Ordinal)),
            string.Join('\n', result.Findings.Violations)
        );
    }

    [Fact]
    public async Task A_guard_that_is_switched_off_is_found()
    {
        await deployment.ExecuteAsync("ALTER TABLE civic.point_entries DISABLE TRIGGER refuse_change");
        var report = await deployment.AuditAsync();
        await deployment.ExecuteAsync("ALTER TABLE civic.point_entries ENABLE TRIGGER refuse_change");
        report
            .Results.Single(r => r.Id == "I9")
            .Findings.Violations.Single()
            .ShouldContain("refuse_change of civic.point_entries");
    }

    [Fact]
    public async Task A_silent_node_makes_the_audit_inconclusive_not_clean()
    {
        var report = await deployment.AuditAsync(null, new Uri("http://127.0.0.1:9"));
        report.ExitCode.ShouldBe(2);
        report.Results.ShouldAllBe(r => r.Verdict == AuditVerdict.Inconclusive);
    }
}

/// <summary>What others put on chain: the audit lists it, and calls a root that is there twice a violation.</summary>
public sealed class AuditOfForeignRootsTests(AuditedDeployment deployment) : IClassFixture<AuditedDeployment>
{
    [Fact]
    public async Task A_foreign_root_is_listed_and_a_root_that_is_on_chain_twice_is_a_violation()
    {
        await using var indexer = await TestIndexer.StartAsync(deployment.Database, deployment.Chain);
        var foreign = Keccak256.Hash("not ours"u8);
        await deployment.Chain.SendAsync(
            DevelopmentAccounts.Anchorer,
            deployment.Chain.Registry,
            new AnchorFunction(3, foreign, 1).CallData()
        );
        await deployment.Chain.FinalizeAsync();
        await indexer.CatchUpAsync();
        var listed = await deployment.AuditAsync();
        listed.ExitCode.ShouldBe(0);
        listed.Results.Single(r => r.Id == "I2").Findings.Notices.Single().ShouldContain(foreign.ToString());

        await deployment.Chain.SendAsync(
            DevelopmentAccounts.Anchorer,
            deployment.Chain.Registry,
            new AnchorFunction(4, await deployment.RootAsync(), 3).CallData()
        );
        await deployment.Chain.FinalizeAsync();
        await indexer.CatchUpAsync();
        var violated = await deployment.AuditAsync();
        violated.ExitCode.ShouldBe(1);
        violated
            .Results.Single(r => r.Id == "I2")
            .Findings.Violations.ShouldContain(v => v.Contains("2 times: as 1, 4", StringComparison.Ordinal));
    }
}
