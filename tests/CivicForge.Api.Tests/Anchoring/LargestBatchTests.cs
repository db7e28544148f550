using System.Net;
using CivicForge.Api.Proofs;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Merkle;
using Dapper;

namespace CivicForge.Api.Tests.Anchoring;

public sealed class LargestBatchTests(AnchoredTown town) : IClassFixture<AnchoredTown>
{
    private const int Leaves = 65_536;

    /// <summary>Completed pairs as rows; their signatures are not looked at here.</summary>
    private const string Pairs = """
        INSERT INTO civic.members (address, created_at)
        VALUES ('\x1111111111111111111111111111111111111111', now()), ('\x2222222222222222222222222222222222222222',
            now());
        CREATE TEMP TABLE pairs AS SELECT gen_random_uuid() AS id, sha256(n::text::bytea) AS hash
        FROM generate_series(1, @leaves) n;
        INSERT INTO civic.quests (id, creator, performer, status, visibility, title, title_hash, description,
            category, tags, reward_xp, reward_reputation, evidence_required, charged, claim_until,
          submission_text, submission_evidence, salt, work_hash, submitted_at, deadline, completed_at, created_at,
              updated_at, version)
        SELECT id, '\x1111111111111111111111111111111111111111', '\x2222222222222222222222222222222222222222',
            'COMPLETE', 'public', 'Plant a tree', hash, 'Plant a tree in the park', 'environmental', '{}', 100, 10,
            false, 1, now(), 'The tree is planted', '', hash, hash, now(), 1800000000, 1790000000, now(), now(), 1
        FROM pairs;
        INSERT INTO civic.completions (quest_id, creator, performer, work_hash, title_hash, outcome, xp, reputation,
            completed_at, creator_signature, creator_kind, creator_deadline,
          performer_signature, performer_kind, performer_deadline, signatures_hash, leaf, anchor_by,
          creator_receipt, performer_receipt)
        SELECT id, '\x1111111111111111111111111111111111111111', '\x2222222222222222222222222222222222222222', hash,
            hash, 'done', 100, 10, 1790000000, hash, 'ecdsa', 1800000000, hash, 'ecdsa', 1800000000,
          hash, hash, 1790003600, hash, hash FROM pairs;
        """;

    [Fact]
    public async Task Proofs_and_the_dump_of_the_largest_batch_are_read_by_key_from_the_stored_tree()
    {
        await town.Api.ExecuteAsync(Pairs, new { leaves = Leaves });
        await town.SealAsync();
        await town.AnchorAsync();
        var anyone = town.Api.Anonymous();

        for (var position = 0; position < Leaves; position += 9_362)
        {
            var quest = await town.Api.ScalarAsync<Guid>(
                "SELECT quest_id FROM civic.completions WHERE position = @position",
                new { position }
            );
            var proof = (await anyone.GetAsync($"/quests/{quest}/proof")).ShouldBe(HttpStatusCode.OK);
            var merkle = proof["merkle"];
            var path = merkle
                .GetProperty("proof")
                .EnumerateArray()
                .Select(node => Hash32.Parse(node.GetString()!))
                .ToArray();
            path.Length.ShouldBe(16);
            merkle.GetProperty("leafIndex").GetInt32().ShouldBe(position);
            MerkleProof
                .Process(Hash32.Parse(proof["leaf"].GetProperty("hash").GetString()!), path)
                .ToString()
                .ShouldBe(merkle.GetProperty("root").GetString());
        }

        var root = (await anyone.GetAsync("/batches"))["items"][0].GetProperty("root").GetString()!;
        var dump = (await anyone.GetAsync($"/batches/{root}/tree")).ShouldBe(HttpStatusCode.OK);
        dump["tree"].GetArrayLength().ShouldBe(2 * Leaves - 1);
        dump["tree"][0].GetString().ShouldBe(root);
        dump["values"].GetArrayLength().ShouldBe(Leaves);

        var plan = await PlanOfAProofAsync();
        plan.ShouldNotContain("Seq Scan on quests");
        plan.ShouldNotContain("Seq Scan on completions");
    }

    private async Task<string> PlanOfAProofAsync()
    {
        await using var connection = await town.Api.Owner.OpenConnectionAsync();
        await connection.ExecuteAsync("ANALYZE civic.quests, civic.completions, civic.batches");
        return string.Join(
            '\n',
            await connection.QueryAsync<string>(
                "EXPLAIN (COSTS OFF) "
                    + ProofFiles.Row.Replace("$1", $"'{Guid.CreateVersion7()}'", StringComparison.Ordinal)
            )
        );
    }
}
