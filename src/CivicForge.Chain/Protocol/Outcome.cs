using CivicForge.Chain.Crypto;

namespace CivicForge.Chain.Protocol;

/// <summary>What the creator attests: the work was done, or done exceptionally well.</summary>
public enum Outcome
{
    Done,
    Exceptional,
}

/// <summary>The outcome's word in signatures and JSON, and what it grants.</summary>
public static class Outcomes
{
    private static readonly Hash32 DoneHash = Keccak256.Hash("done"u8);
    private static readonly Hash32 ExceptionalHash = Keccak256.Hash("exceptional"u8);

    public static string Word(this Outcome outcome) => outcome == Outcome.Exceptional ? "exceptional" : "done";

    /// <summary>keccak256 of the word.</summary>
    public static Hash32 WordHash(this Outcome outcome) => outcome == Outcome.Exceptional ? ExceptionalHash : DoneHash;

    public static bool TryParse(string? word, out Outcome outcome)
    {
        outcome = word == "exceptional" ? Outcome.Exceptional : Outcome.Done;
        return word is "done" or "exceptional";
    }

    /// <summary>The xp granted for the advertised xp: ⌊3·xp/2⌋ when exceptional (protocol §4).</summary>
    public static uint GrantedXp(this Outcome outcome, uint advertisedXp) =>
        outcome == Outcome.Exceptional ? 3 * advertisedXp / 2 : advertisedXp;
}
