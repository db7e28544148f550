using System.Reflection;

namespace CivicForge.Api.Http.Problems;

/// <summary>Every code the API answers with (http-api.md), one field each.</summary>
public static partial class ErrorCodes
{
    private static readonly Lazy<IReadOnlyList<ErrorCode>> InOrder = new(() =>
        [
            .. typeof(ErrorCodes)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(field => field.FieldType == typeof(ErrorCode))
                .Select(field => (ErrorCode)field.GetValue(null)!)
                .OrderBy(code => code.Status),
        ]
    );

    /// <summary>All codes by their status, and in the order of their fields.</summary>
    public static IReadOnlyList<ErrorCode> All => InOrder.Value;
}
