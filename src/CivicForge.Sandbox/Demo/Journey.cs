using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;

namespace CivicForge.Sandbox.Demo;

/// <summary>
/// The whole journey, over HTTP only, with two wallets made on the spot: sign in, create, claim, submit with evidence,
/// both sign, receipts, anchored, final, proof verified offline and against the node, reward claimed and reconciled, a
/// tampered proof refused, audit clean.
/// </summary>
/// <param name="url">A running CivicForge.</param>
/// <param name="audit">Runs its audit: exit code and text; null when it cannot be reached from here.</param>
/// <param name="output">Where the steps are printed.</param>
internal sealed class Journey(
    Uri url,
    Func<CancellationToken, Task<(int ExitCode, string Text)>>? audit,
    TextWriter output
)
{
    private readonly Checks _checks = new(output);

    /// <summary>How long it waits for the batch, and then for the reward, to be final.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Called between two steps, so that a test can let a process die there.</summary>
    public Func<JourneyPoint, Task> At { get; init; } = _ => Task.CompletedTask;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Walks the journey. Its last line is <c>demo: N checks passed, N failed</c>; exit code 0 when none
    /// failed.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WalkAsync(cancellationToken);
            await output.WriteLineAsync($"\ndemo: {_checks.Passed} checks passed, 0 failed");
            return 0;
        }
        catch (Exception failure)
            when (failure
                    is CheckFailedException
                        or HttpRequestException
                        or RpcException
                        or KeyNotFoundException
                        or FormatException
            )
        {
            await output.WriteLineAsync($"  FAIL {failure.Message}\n\ndemo: {_checks.Passed} checks passed, 1 failed");
            return 1;
        }
    }

    private async Task WalkAsync(CancellationToken cancellationToken)
    {
        var service = await DescribeAsync(cancellationToken);
        var creator = new Member("Creator", new(_http, url));
        var performer = new Member("Performer", new(_http, url));
        await SignInAsync(service, creator, performer, cancellationToken);
        var id = await WorkAsync(creator, performer, cancellationToken);
        await At(JourneyPoint.Submitted);
        var leaf = await AttestAsync(service, creator, performer, id, cancellationToken);
        await At(JourneyPoint.Completed);
        await AnchorAsync(creator.Api, id, cancellationToken);
        await new ProofCheck(_checks, service, creator.Api).RunAsync(id, leaf, cancellationToken);
        await RewardAsync(service, performer, id, cancellationToken);
        await AuditAsync(cancellationToken);
    }

    private async Task<ServiceDescription> DescribeAsync(CancellationToken cancellationToken)
    {
        _checks.Step($"The service at {url}");
        var api = new ApiClient(_http, url);
        var json = await api.GetAsync(ServiceDescription.Path, cancellationToken);
        _checks.Equal("it is a CivicForge", "CivicForge", json.GetProperty("service").GetString()!);
        var service = ServiceDescription.Read(json);
        _checks.Equal(
            "its node is on the chain it names",
            service.ChainId,
            await service.Node.ChainIdAsync(cancellationToken)
        );
        var code = await service.Node.GetCodeAsync(service.Registry, BlockId.Latest, cancellationToken);
        _checks.That(
            "the registry's code is that of this version",
            ContractArtifact.AttestationRegistry.Matches(code),
            $"{code.Length} bytes"
        );
        var receiptKey = await new AttestationRegistryContract(service.Node, service.Registry).ReceiptKeyAsync(
            BlockId.Latest,
            cancellationToken
        );
        _checks.That("the registry names the same receipt key", receiptKey == service.ReceiptKey, $"{receiptKey}");
        return service;
    }

    private async Task SignInAsync(
        ServiceDescription service,
        Member creator,
        Member performer,
        CancellationToken cancellationToken
    )
    {
        _checks.Step("Two wallets, made now, sign in with Ethereum");
        foreach (var member in new[] { creator, performer })
        {
            var profile = await member.SignInAsync(service.ChainId, cancellationToken);
            _checks.Equal(
                $"{member.Name} is signed in",
                member.Address.ToString(),
                profile.GetProperty("address").GetString()!
            );
        }
    }

    private async Task<string> WorkAsync(Member creator, Member performer, CancellationToken cancellationToken)
    {
        _checks.Step("A quest: created, claimed, done");
        var quest = await creator.Api.PostAsync(
            "/api/v1/quests",
            new()
            {
                ["title"] = "Clear the path along the river",
                ["description"] =
                    "Cut back the brambles between the two bridges so that a wheelchair can pass, and take "
                    + "the waste away.",
                ["category"] = "environmental",
                ["tags"] = new JsonArray("river", "accessibility"),
                ["rewardXp"] = 120,
                ["rewardReputation"] = 12,
                ["evidenceRequired"] = true,
            },
            cancellationToken
        );
        var id = quest.GetProperty("id").GetString()!;
        Status(quest, "OPEN");
        Status(await performer.Api.PostAsync($"/api/v1/quests/{id}/claim", [], cancellationToken), "CLAIMED");

        var evidence = Encoding.UTF8.GetBytes($"Path cleared, 40 m, two bags of waste. {Guid.NewGuid():n}\n");
        var uploaded = (
            await performer.Api.UploadAsync(
                $"/api/v1/quests/{id}/evidence",
                "work.txt",
                "text/plain",
                evidence,
                cancellationToken
            )
        )
            .GetProperty("sha256")
            .GetString()!;
        _checks.Equal(
            "the evidence is stored as sent, under its SHA-256",
            Hex.Encode(SHA256.HashData(evidence)),
            uploaded
        );
        var submitted = await performer.Api.PostAsync(
            $"/api/v1/quests/{id}/submit",
            new()
            {
                ["submission"] = "The path is clear from bridge to bridge; the waste is at the depot.",
                ["evidence"] = new JsonArray(uploaded),
            },
            cancellationToken
        );
        Status(submitted, "SUBMITTED");
        return id;
    }

    /// <summary>Both sign; the leaf that the completion receipt promises to anchor.</summary>
    private async Task<Hash32> AttestAsync(
        ServiceDescription service,
        Member creator,
        Member performer,
        string id,
        CancellationToken cancellationToken
    )
    {
        _checks.Step("Both sign typed data (EIP-712), in roles that cannot be swapped");
        var (creatorDigest, first) = await SignAsync(service, creator, id, "CreatorAttestation", cancellationToken);
        var stored = Receipts.Check(_checks, service, creator, creatorDigest, first.GetProperty("receipt"));
        _checks.That(
            "the first receipt promises storage only",
            stored is { AnchorBy: 0 } && stored.Leaf == default,
            $"{stored}"
        );

        await At(JourneyPoint.SignedByOne);
        var (performerDigest, second) = await SignAsync(
            service,
            performer,
            id,
            "PerformerAttestation",
            cancellationToken
        );
        var promise = Receipts.Check(_checks, service, performer, performerDigest, second.GetProperty("receipt"));
        var quest = second.GetProperty("quest");
        Status(quest, "COMPLETE");
        _checks.Equal(
            "the second receipt promises a time to be anchored by",
            quest.GetProperty("completedAt").GetUInt64() + service.AnchorWithin,
            promise.AnchorBy
        );

        var own = quest
            .GetProperty("attestations")
            .EnumerateArray()
            .Single(each => each.GetProperty("role").GetString() == "creator")
            .GetProperty("completionReceipt");
        var same = Receipts.Check(_checks, service, creator, creatorDigest, own);
        _checks.That(
            "both were promised the same leaf",
            same.Leaf == promise.Leaf && promise.Leaf != default,
            $"{same.Leaf}"
        );
        return promise.Leaf;
    }

    private async Task<(Hash32 Digest, JsonElement Answer)> SignAsync(
        ServiceDescription service,
        Member member,
        string id,
        string primaryType,
        CancellationToken cancellationToken
    )
    {
        var payload = await member.AttestationPayloadAsync(id, cancellationToken);
        _checks.Equal($"{member.Name} is asked to sign", primaryType, payload.GetProperty("primaryType").GetString()!);
        _checks.Equal(
            "for this registry",
            service.Registry.ToString(),
            payload.GetProperty("domain").GetProperty("verifyingContract").GetString()!
        );
        var (digest, signature) = member.SignTypedData(payload);
        var answer = await member.AttestAsync(id, signature, cancellationToken);
        _checks.Equal(
            "the server hashed what the wallet hashed",
            digest.ToString(),
            answer.GetProperty("digest").GetString()!
        );
        return (digest, answer);
    }

    private async Task AnchorAsync(ApiClient api, string id, CancellationToken cancellationToken)
    {
        _checks.Step("The batch is sealed, anchored on chain, and final");
        var quest = await api.WaitAsync(
            $"/api/v1/quests/{id}",
            "the batch is final",
            each => State(each, "anchoring") == "finalized",
            Patience,
            cancellationToken
        );
        var anchoring = quest.GetProperty("anchoring");
        _checks.Equal("the indexer reports", "finalized", State(quest, "anchoring")!);
        _checks.Note(
            $"batch {anchoring.GetProperty("batchId")} in transaction {anchoring.GetProperty("transactionHash")}"
        );
    }

    private async Task RewardAsync(
        ServiceDescription service,
        Member performer,
        string id,
        CancellationToken cancellationToken
    )
    {
        _checks.Step("The reward is claimed on chain and reconciled");
        var quest = await performer.Api.WaitAsync(
            $"/api/v1/quests/{id}",
            "the reward is final",
            each => State(each, "reward") == "final",
            Patience,
            cancellationToken
        );
        _checks.Equal("the reward is", "final", State(quest, "reward")!);
        var reputation = new CivicReputationContract(service.Node, service.Reputation);
        _checks.Equal(
            "experience on chain",
            120,
            (int)await reputation.XpOfAsync(performer.Address, BlockId.Finalized, cancellationToken)
        );
        _checks.Equal(
            "reputation on chain",
            12,
            (int)await reputation.BalanceOfAsync(performer.Address, BlockId.Finalized, cancellationToken)
        );
        var profile = await performer.Api.GetAsync($"/api/v1/members/{performer.Address}", cancellationToken);
        _checks.Equal("experience in the profile", 120, profile.GetProperty("xp").GetInt32());
        _checks.Equal("reputation in the profile", 12, profile.GetProperty("reputation").GetInt32());
    }

    private async Task AuditAsync(CancellationToken cancellationToken)
    {
        _checks.Step("Database and chain agree");
        if (audit is null)
        {
            _checks.Note("the audit needs the database; run it where that can be reached: ./civicforge audit");
            return;
        }

        var (exitCode, text) = await audit(cancellationToken);
        _checks.That(
            "the audit is clean",
            exitCode == 0,
            $"exit code {exitCode.ToString(CultureInfo.InvariantCulture)}\n{text}"
        );
    }

    private void Status(JsonElement quest, string expected) =>
        _checks.Equal("the quest is", expected, quest.GetProperty("status").GetString()!);

    private static string? State(JsonElement quest, string member) =>
        quest.GetProperty(member) is { ValueKind: JsonValueKind.Object } found
            ? found.GetProperty("state").GetString()
            : null;
}

/// <summary>Places in the journey.</summary>
internal enum JourneyPoint
{
    /// <summary>The work is submitted, nobody has signed.</summary>
    Submitted,

    /// <summary>The creator's signature is stored and acknowledged with a receipt.</summary>
    SignedByOne,

    /// <summary>Both signed; nothing is sealed yet, or just now.</summary>
    Completed,
}
