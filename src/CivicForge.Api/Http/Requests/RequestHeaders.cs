namespace CivicForge.Api.Http.Requests;

/// <summary>Headers of our own that decide what an answer holds.</summary>
internal static class RequestHeaders
{
    /// <summary>The key of a private quest's link.</summary>
    public const string QuestKey = "Quest-Key";
}
