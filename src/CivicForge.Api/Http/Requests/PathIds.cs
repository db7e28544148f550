using CivicForge.Api.Http.Problems;
using CivicForge.Chain;

namespace CivicForge.Api.Http.Requests;

/// <summary>Ids in paths, in the one spelling that protocol §2 allows; anything else is 400
/// <c>invalid-id</c>.</summary>
internal static class PathIds
{
    public static Guid Quest(string text) =>
        QuestId.TryParse(text, out var id) ? id : throw Invalid(text, "a quest id is a lower-case UUID");

    public static Address Member(string text) =>
        Address.TryParse(text, out var address)
            ? address
            : throw Invalid(text, "an address is 0x and 40 hex digits, mixed case only with a right EIP-55 checksum");

    public static Hash32 Hash(string text) =>
        Hash32.TryParse(text, out var hash) && Hex.IsCanonical(text)
            ? hash
            : throw Invalid(text, "a hash is 0x and 64 lower-case hex digits");

    public static RuleViolation Invalid(string text, string rule) =>
        new(ErrorCodes.InvalidId, $"'{(text.Length > 80 ? text[..80] + "…" : text)}' is no id: {rule}.");
}
