using System.Text.Json.Nodes;
using CivicForge.Api.Attestations;
using CivicForge.Api.Database;
using CivicForge.Api.Incidents;
using CivicForge.Api.Maintenance;
using CivicForge.Api.Members;
using CivicForge.Api.Notifications;
using CivicForge.Api.Operators;
using CivicForge.Api.Quests;
using CivicForge.Api.Quests.Private;
using CivicForge.Api.Signatures;
using CivicForge.Api.Transactions;
using CivicForge.Chain.Protocol;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CivicForge.Api.Discovery;

/// <summary>The words that texts on the wire may be (wire.md), so that clients take them from the document instead of a
/// copy.</summary>
internal static class OpenApiWords
{
    private static readonly string[] Statuses = Words.All<QuestStatus>();
    private static readonly string[] RewardStates =
    [
        "earned",
        "anchored",
        "claimed",
        "final",
        "abandoned",
        "unpayable",
    ];
    private static readonly string[] Outcomes = Words.All<Outcome>();
    private static readonly string[] Roles = Words.All<AttestationRole>();
    private static readonly string[] TransactionKinds = Words.All<TransactionKind>();
    private static readonly string[] Visibilities = Words.All<QuestVisibility>();

    private static readonly Dictionary<(string Type, string Member), string[]> Members = new()
    {
        [("QuestItem", "status")] = Statuses,
        [("QuestItem", "category")] = [.. Categories.All],
        [("QuestItem", "visibility")] = Visibilities,
        [("QuestItem", "actions")] = [.. QuestMoves.Actions, .. KeyHolderView.Actions],
        [("CreateQuestRequest", "category")] = [.. Categories.All],
        [("CreateQuestRequest", "visibility")] = Visibilities,
        [("AnchoringResponse", "state")] = ["waiting", "sealed", "sent", "mined", "finalized"],
        [("BatchResponse", "state")] = ["sealed", "sent", "mined", "finalized"],
        [("RewardResponse", "state")] = RewardStates,
        [("RewardItem", "state")] = RewardStates,
        [("TimelineItem", "from")] = Statuses,
        [("TimelineItem", "to")] = Statuses,
        [("AttestationResponse", "role")] = Roles,
        [("AttestResponse", "role")] = Roles,
        [("AttestationResponse", "outcome")] = Outcomes,
        [("AttestationResponse", "kind")] = Words.All<SignatureKind>(),
        [("AttestRequest", "outcome")] = Outcomes,
        [("LedgerItem", "kind")] = ["creation", "xp", "reputation"],
        [("TransactionItem", "kind")] = TransactionKinds,
        [("SignerItem", "kind")] = TransactionKinds,
        [("CommandItem", "kind")] = Words.All<OperatorCommandKind>(),
        [("TransactionItem", "state")] = Words.All<TransactionState>(),
        [("QuestLimits", "signUpPointsWhen")] = [MemberOptions.AtOnce, MemberOptions.AfterFirstQuest],
        [("MaintenanceItem", "mode")] = Words.All<MaintenanceMode>(),
        [("MaintenanceNotice", "mode")] = Words.All<MaintenanceMode>()[1..],
        [("MaintenanceRequest", "mode")] = Words.All<MaintenanceMode>(),
        [("IncidentItem", "state")] = Words.All<IncidentState>(),
        [("IncidentUpdateItem", "state")] = Words.All<IncidentState>(),
        [("IncidentUpdateRequest", "state")] = Words.All<IncidentState>(),
        [("NotificationItem", "kind")] = Tellings.Words,
        [("NotificationItem", "visibility")] = Visibilities,
        [("NotificationItem", "as")] = Roles,
        [("OwnProfile", "roles")] = ["member", "moderator", "operator"],
    };

    private static readonly Dictionary<string, (string Name, string[]? Words)[]> Parameters = new()
    {
        ["/quests"] = [.. Filter, ("sort", [.. QuestSort.All.Select(s => s.Name)]), .. Paged],
        ["/quests/counts"] = Filter,
        ["/members/{address}/quests"] = Paged,
        ["/members/{address}/ledger"] = Paged,
        ["/quests/{id}/timeline"] = Paged,
        ["/notifications"] = Paged,
        ["/batches"] = Paged,
        ["/record"] = [("search", null)],
        ["/quests/{id}/attestation"] = [("outcome", Outcomes)],
        ["/quests/{id}/proof"] = [("content", ["true", "false"])],
        ["/log"] = [("after", null), ("limit", null)],
        ["/operator/alarms"] = [("state", ["lasting", "all"]), .. Paged],
        ["/operator/transactions"] = Paged,
        ["/operator/audit"] = Paged,
        ["/operator/rewards"] = [("state", RewardStates), .. Paged],
    };

    private static (string, string[]?)[] Filter =>
        [
            ("status", Statuses),
            ("search", null),
            ("category", [.. Categories.All]),
            ("tag", null),
            ("creator", null),
            ("performer", null),
        ];

    private static (string, string[]?)[] Paged => [("cursor", null), ("limit", null)];

    public static Task DescribeMemberAsync(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        // The generator does not look into the converter of request times (Rfc3339Time), all of which may be left out.
        if (schema is { Format: "date-time", Type: null })
        {
            schema.Type = JsonSchemaType.Null | JsonSchemaType.String;
        }
        if (context.JsonPropertyInfo is { } member)
        {
            for (var type = member.DeclaringType; type is not null; type = type.BaseType)
            {
                if (!Members.TryGetValue((type.Name, member.Name), out var words))
                {
                    continue;
                }
                if (schema.Items is OpenApiSchema items)
                {
                    items.Enum = Values(words, items);
                }
                else
                {
                    schema.Enum = Values(words, schema);
                }
                break;
            }
        }

        return Task.CompletedTask;
    }

    public static Task DescribeQueryAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        const string prefix = "api/v1";
        var path = (context.Description.RelativePath ?? "").TrimEnd('/');
        var isRead = context.Description.HttpMethod == HttpMethods.Get;
        if (
            isRead
            && path.StartsWith(prefix, StringComparison.Ordinal)
            && Parameters.TryGetValue(path[prefix.Length..], out var parameters)
        )
        {
            operation.Parameters ??= [];
            foreach (var (name, words) in parameters)
            {
                operation.Parameters.Add(Parameter(name, ParameterLocation.Query, words));
            }
        }

        if (
            context.Description.HttpMethod == HttpMethods.Post
            && path is prefix + "/quests" or prefix + "/operator/members/{address}/points"
        )
        {
            (operation.Parameters ??= []).Add(Parameter("Idempotency-Key", ParameterLocation.Header, null));
        }
        return Task.CompletedTask;
    }

    private static OpenApiParameter Parameter(string name, ParameterLocation place, string[]? words) =>
        new()
        {
            Name = name,
            In = place,
            Schema = new OpenApiSchema
            {
                Type = name == "limit" ? JsonSchemaType.Integer : JsonSchemaType.String,
                Enum = words is null ? null : [.. words.Select(w => (JsonNode)JsonValue.Create(w))],
            },
        };

    private static List<JsonNode> Values(string[] words, OpenApiSchema schema)
    {
        var values = words.Select(w => (JsonNode)JsonValue.Create(w)).ToList();
        if (schema.Type is { } type && type.HasFlag(JsonSchemaType.Null))
        {
            values.Add(null!);
        }
        return values;
    }
}
