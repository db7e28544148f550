using System.Text.RegularExpressions;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.Requests;
using CivicForge.Api.Maintenance;
using CivicForge.Chain;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CivicForge.Api.Discovery;

/// <summary>OpenAPI 3.1 at <c>/openapi/v1.json</c>: what the framework derives, plus our value types, the bearer
/// scheme, and each operation's codes.</summary>
internal static partial class OpenApiDocumentation
{
    public static void AddOpenApiDocument(this IServiceCollection services) =>
        services.AddOpenApi(
            "v1",
            options =>
            {
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info = new OpenApiInfo
                        {
                            Title = "CivicForge",
                            Version = "v1",
                            Description =
                                "Quests attested by both parties, anchored on an EVM chain. Every failure is an "
                                + "RFC 9457 problem document; its code is one of /docs/errors.",
                        };
                        document.Servers = [];
                        document.Components ??= new OpenApiComponents();
                        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
                        document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme
                        {
                            Type = SecuritySchemeType.Http,
                            Scheme = "bearer",
                            BearerFormat = "JWT",
                            Description = "The accessToken of POST /auth/siwe.",
                        };
                        UnwrapDescriptions(document.Components.Schemas?.Values);
                        return Task.CompletedTask;
                    }
                );
                options.AddSchemaTransformer(DescribeAsync);
                options.AddSchemaTransformer(OpenApiWords.DescribeMemberAsync);
                options.AddOperationTransformer(OpenApiWords.DescribeQueryAsync);
                options.AddOperationTransformer(FailAsync);
            }
        );

    private static async Task DescribeAsync(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        var isNullable = type != context.JsonTypeInfo.Type;
        if (type == typeof(Address))
        {
            Text(schema, "^0x[0-9a-fA-F]{40}$", "An EIP-55 address.", isNullable);
        }
        else if (type == typeof(Hash32))
        {
            Text(schema, "^0x[0-9a-f]{64}$", "32 bytes.", isNullable);
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>))
        {
            var inner = await context.GetOrCreateSchemaAsync(type.GetGenericArguments()[0], null, cancellationToken);
            (schema.Type, schema.Items, schema.Format) = (inner.Type | JsonSchemaType.Null, inner.Items, inner.Format);
        }
    }

    /// <summary>Where a comment in the source breaks its lines is nothing to readers of the document.</summary>
    private static void UnwrapDescriptions(IEnumerable<IOpenApiSchema>? schemas)
    {
        foreach (var each in schemas ?? [])
        {
            if (each is OpenApiSchemaReference { Reference: { Description: { } said } reference })
            {
                reference.Description = LineBreak().Replace(said, " ");
            }
            if (each is OpenApiSchema schema)
            {
                schema.Description = schema.Description is { } text ? LineBreak().Replace(text, " ") : null;
                UnwrapDescriptions([.. schema.Properties?.Values ?? [], .. schema.OneOf ?? []]);
            }
        }
    }

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineBreak();

    private static void Text(OpenApiSchema schema, string pattern, string description, bool isNullable) =>
        (schema.Type, schema.Pattern, schema.Description) = (
            isNullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String,
            pattern,
            description
        );

    private static Task FailAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var codes = metadata
            .OfType<FailureMetadata>()
            .SelectMany(m => m.Codes)
            .Append(ErrorCodes.RateLimited)
            .Append(ErrorCodes.Internal)
            .Append(ErrorCodes.Unavailable)
            .Concat(metadata.OfType<GoesOn>().Any() ? [] : [ErrorCodes.Maintenance])
            .Distinct();
        operation.Responses ??= [];
        foreach (var status in codes.GroupBy(c => c.Status).OrderBy(g => g.Key))
        {
            operation.Responses[status.Key.ToString(System.Globalization.CultureInfo.InvariantCulture)] =
                new OpenApiResponse
                {
                    Description = string.Join(", ", status.Select(c => $"`{c.Code}`")),
                    Content = new Dictionary<string, OpenApiMediaType>
                    {
                        [ProblemDocument.MediaType] = new() { Schema = Problem(status) },
                    },
                };
        }

        if (metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security =
            [
                new OpenApiSecurityRequirement
                {
                    [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [],
                },
            ];
        }
        return Task.CompletedTask;
    }

    private static OpenApiSchema Problem(IEnumerable<ErrorCode> codes) =>
        new()
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "type", "title", "status", "detail", "code", "traceId" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["code"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Enum = [.. codes.Select(c => System.Text.Json.Nodes.JsonValue.Create(c.Code))],
                },
                ["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String },
            },
        };
}
