using System.ComponentModel.DataAnnotations;

namespace CivicForge.Api.Members;

/// <summary>Section <c>Members</c>: what a member begins with, and what operators may give.</summary>
internal sealed class MemberOptions
{
    public const string AtOnce = "at-once";
    public const string AfterFirstQuest = "after-first-quest";

    /// <summary>When a member gets the points of sign-up: with the first sign-in, or with the first quest that they did
    /// and both signed. Where wallets are made for their points, the second makes an empty wallet worth nothing;
    /// operators then grant points, so that a new community can begin.</summary>
    [AllowedValues(AtOnce, AfterFirstQuest)]
    public string SignUpPoints { get; set; } = AtOnce;

    /// <summary>Creation points of one grant.</summary>
    [Range(1, 10_000)]
    public int MaxGrant { get; set; } = 100;

    /// <summary>Creation points that all operators together may grant in a day (UTC).</summary>
    [Range(1, 1_000_000)]
    public int MaxGrantedPerDay { get; set; } = 1000;

    public bool IsPaidAtOnce => SignUpPoints == AtOnce;
}
