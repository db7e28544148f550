using CivicForge.Api.Quests.Search;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Tests.Plans;

/// <summary>60,000 quests, 50,000 of them complete in 50 final batches and 500 waiting, made by SQL: only their number
/// and their spread count, no hash is right.</summary>
public sealed class ManyRows(TestDatabases databases) : IAsyncLifetime
{
    internal static readonly Address Registry = Address.Parse("0x00000000000000000000000000000000000000aa");
    internal static readonly Address Distributor = Address.Parse("0x00000000000000000000000000000000000000bb");

    private const string Rows = """
        SET session_replication_role = replica;
        CREATE TEMP TABLE m AS SELECT n, decode(lpad(to_hex(n), 40, '0'), 'hex') AS address
        FROM generate_series(0, 999) n;
        INSERT INTO civic.members (address, display_name, created_at)
        SELECT address, (ARRAY['Maya', 'Emil', 'Łucja', 'Noor'])[1 + n % 4] || ' of ' || n, now() FROM m;
        INSERT INTO civic.members (address, display_name, created_at)
        SELECT decode('ff' || lpad(to_hex(n), 38, '0'), 'hex'), (ARRAY['Vera', 'Olaf', 'Iris'])[1 + n % 3] || ' ' ||
            n, now() FROM generate_series(1, 50000) n;
        CREATE TEMP TABLE q AS SELECT n, ('01950c3e-' || lpad(to_hex(n >> 16), 4, '0') || '-7' ||
            lpad(to_hex(n & 4095), 3, '0') || '-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS id,
                sha256(n::text::bytea) AS hash,
          decode(lpad(to_hex(n::bigint * n % 31 * (n % 16)), 40, '0'), 'hex') AS creator,
              decode(lpad(to_hex(500 + n % 37 * (n % 13)), 40, '0'), 'hex') AS performer, n <= 50500 AS complete,
                  now() - (70000 - n) * interval '1 minute' AS at
          FROM generate_series(1, 60000) n;
        INSERT INTO civic.quests (id, creator, performer, status, visibility, title, title_hash, description,
            category, tags, reward_xp, reward_reputation, evidence_required, due_at, charged, claim_until,
          submission_text, submission_evidence, salt, work_hash, submitted_at, deadline, completed_at, created_at,
              updated_at, version)
        SELECT id, creator, CASE WHEN complete THEN performer END, CASE WHEN complete THEN 'COMPLETE'
            ELSE 'OPEN' END, 'public',
          (ARRAY['Plant young oaks', 'Sort books at the library', 'Repair park benches'])[1 + get_byte(hash, 1) % 3],
          hash, 'Dig, carry and water near street ' || n,
          (ARRAY['civic', 'social', 'technical', 'general'])[1 + get_byte(hash, 0) % 4],
          CASE
            WHEN get_byte(hash, 2) % 3 = 0
              THEN ARRAY['garden', 'project-' || (256 * get_byte(hash, 3) + get_byte(hash, 4)) % 500]
            ELSE '{}'
          END,
          10 + (256 * get_byte(hash, 5) + get_byte(hash, 6)) % 990, 1 + get_byte(hash, 7) % 100, false,
          CASE
            WHEN get_byte(hash, 8) % 3 > 0
              THEN now() + (256 * get_byte(hash, 9) + get_byte(hash, 10)) % 5000 * interval '1 hour'
          END,
          1, CASE WHEN complete THEN at END, CASE WHEN complete THEN 'All is planted and watered.' END, '',
          CASE WHEN complete THEN hash END, CASE WHEN complete THEN hash END, CASE WHEN complete THEN at END,
          CASE WHEN complete THEN 1900000000 END, CASE WHEN complete THEN 1790000000 + n END, at, at, 1
        FROM q;
        INSERT INTO civic.attestations (quest_id, work_hash, role, attester, digest, outcome, deadline, signature,
            kind, received_at, storage_receipt)
        SELECT id, hash, r.role, CASE r.role WHEN 'creator' THEN creator ELSE performer END, hash,
          CASE r.role WHEN 'creator' THEN 'done' END, 1900000000, hash || hash || '\x1b', 'ecdsa', 1790000000,
          hash
        FROM q, (VALUES ('creator'), ('performer')) r (role) WHERE complete;
        INSERT INTO civic.completions (quest_id, creator, performer, work_hash, title_hash, outcome, xp, reputation,
            completed_at, creator_signature, creator_kind, creator_deadline,
          performer_signature, performer_kind, performer_deadline, signatures_hash, leaf, anchor_by, creator_receipt,
          performer_receipt, seal, position, tree_index)
        SELECT id, creator, performer, hash, hash, 'done', 100, 10, 1790000000 + n, hash, 'ecdsa', 1900000000,
            hash, 'ecdsa', 1900000000, hash, hash, 1790003600 + n, hash, hash, s.seal,
          CASE WHEN s.seal IS NOT NULL THEN (n - 1) % 1000 END,
          CASE WHEN s.seal IS NOT NULL THEN 999 + (n - 1) % 1000 END
        FROM q CROSS JOIN LATERAL (SELECT CASE WHEN n <= 50000 THEN 1 + (n - 1) / 1000 END AS seal) s WHERE complete;
        INSERT INTO civic.reward_relays (quest_id, performer, seal, state, is_contract_signed, tries, next_at, fence)
        SELECT id, performer, 1 + (n - 1) / 1000, CASE WHEN n <= 10000 THEN 'waiting' ELSE 'done' END, n % 100 = 0,
          0, at, 1
        FROM q WHERE n <= 50000;
        INSERT INTO civic.point_entries (member, creation, xp, reputation, reason, quest_id, at)
        SELECT performer, 2, 10, 10, 'completion', id, at FROM q WHERE complete;
        INSERT INTO civic.batches (root, leaf_count, tree, sealed_at, fence)
        SELECT r.root, 1000, r.root || decode(repeat('00', 32 * 1998), 'hex'), now(), 1
        FROM generate_series(1, 50) s, LATERAL (SELECT sha256(s::text::bytea) AS root) r;
        INSERT INTO chain.blocks (hash, number, parent_hash, block_time, canonical)
        SELECT sha256(s::text::bytea), s, sha256((s - 1)::text::bytea), now(), true FROM generate_series(0, 60) s;
        INSERT INTO chain.batch_anchored (block_hash, log_index, batch_id, root, leaf_count, transaction_hash,
            contract) SELECT root, 0, seal, root, leaf_count, root, @registry FROM civic.batches;
        INSERT INTO chain.reward_claimed (block_hash, log_index, quest_id, performer, creator, batch_id, xp, reputation,
          transaction_hash, contract)
        SELECT sha256(((n + 999) / 1000)::text::bytea), n, id, performer, creator, (n + 999) / 1000, 100, 10, hash,
          @distributor
        FROM q WHERE n BETWEEN 10001 AND 50000;
        INSERT INTO civic.events (xact, kind, subject, actor, parties, visibility, status, at)
        SELECT (1 + n / 100)::text::xid8, 'quest.posted', uuid_send(id), creator, creator, 'public', 'OPEN', at FROM q;
        INSERT INTO civic.inboxes (member, last_number) SELECT creator, count(*) FROM q GROUP BY creator;
        INSERT INTO civic.notifications (member, number, event, at, kind, quest_id, actor)
        SELECT creator, row_number() OVER (PARTITION BY creator ORDER BY n), n, at, 'quest.claimed', id, performer
        FROM q;
        INSERT INTO chain.cursors (id, chain_id, genesis_hash, start_block, number, hash, finalized_number,
            finalized_hash, head_number, reread_number, blocks_written, logs_written, holder, fence, lease_until,
                updated_at)
        SELECT 1, 31337, sha256('0'), 0, 60, sha256('60'), 58, sha256('58'), 60, 58, 61, 50, 'nobody', 1, now(), now();
        SET session_replication_role = DEFAULT;
        VACUUM (ANALYZE)
        """;

    internal TestDatabase Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await CivicTemplate.CreateAsync(databases);
        await using var connection = new NpgsqlConnection(Database.ConnectionString);
        await connection.OpenAsync();
        foreach (
            var statement in Rows.Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            await connection.ExecuteAsync(
                statement,
                statement.Contains('@', StringComparison.Ordinal)
                    ? new { registry = Registry.ToArray(), distributor = Distributor.ToArray() }
                    : null,
                commandTimeout: 120
            );
        }
        await IndexQuests.RunAsync(connection, CancellationToken.None);
        await IndexMembers.RunAsync(connection, CancellationToken.None);
        await connection.ExecuteAsync("VACUUM (ANALYZE) civic.quest_words, civic.member_words", commandTimeout: 120);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
