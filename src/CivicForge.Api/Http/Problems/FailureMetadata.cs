namespace CivicForge.Api.Http.Problems;

/// <summary>Which codes an endpoint answers with besides those that every endpoint knows; the OpenAPI document lists
/// them.</summary>
internal sealed record FailureMetadata(IReadOnlyList<ErrorCode> Codes);

internal static class FailureMetadataBuilder
{
    public static TBuilder Fails<TBuilder>(this TBuilder builder, params ErrorCode[] codes)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new FailureMetadata(codes));
}
