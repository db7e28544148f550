using System.Text.Json.Serialization;

namespace CivicForge.Sandbox.Gates;

/// <summary>What a gate found.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Finding>))]
public enum Finding
{
    [JsonStringEnumMemberName("pass")]
    Pass,

    [JsonStringEnumMemberName("fail")]
    Fail,

    /// <summary>It could not be looked at.</summary>
    [JsonStringEnumMemberName("not-known")]
    NotKnown,

    /// <summary>Neither passed nor known, and the environment does without it.</summary>
    [JsonStringEnumMemberName("waived")]
    Waived,
}

/// <summary>One thing that must hold before a release.</summary>
/// <param name="Name">The word for it, also in <c>without</c> of an environment's file.</param>
/// <param name="Reason">What was found.</param>
/// <param name="Action">What to do; null when it passed.</param>
internal sealed record Gate(string Name, Finding Finding, string Reason, string? Action)
{
    public static Gate Pass(string name, string reason) => new(name, Finding.Pass, reason, null);

    public static Gate Fail(string name, string reason, string action) => new(name, Finding.Fail, reason, action);

    public static Gate NotKnown(string name, string reason, string action) =>
        new(name, Finding.NotKnown, reason, action);

    /// <summary>Passed when it holds.</summary>
    public static Gate Of(string name, bool holds, string reason, string action) =>
        holds ? Pass(name, reason) : Fail(name, reason, action);

    /// <summary>Whether a release may go on.</summary>
    [JsonIgnore]
    public bool IsOpen => Finding is Finding.Pass or Finding.Waived;

    /// <summary>As the environment has it: what it does without holds nothing up.</summary>
    public Gate In(IReadOnlyDictionary<string, string> without) =>
        Finding is Finding.Fail or Finding.NotKnown && without.TryGetValue(Name, out var because)
            ? new(Name, Finding.Waived, $"{Reason} (not asked for here: {because})", null)
            : this;
}
