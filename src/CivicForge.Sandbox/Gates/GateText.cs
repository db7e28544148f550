namespace CivicForge.Sandbox.Gates;

/// <summary>Gates for people.</summary>
internal static class GateText
{
    public static string Line(Gate gate) =>
        $"{Word(gate.Finding), -9} {gate.Name, -18} {gate.Reason}"
        + (string.IsNullOrEmpty(gate.Action) ? "" : $"\n{"", 29}→ {gate.Action}");

    public static string Sum(IReadOnlyList<Gate> gates)
    {
        var closed = gates.Count(gate => !gate.IsOpen);
        return closed == 0
            ? $"ready: {gates.Count} gates are open"
            : $"not ready: {closed} of {gates.Count} are closed";
    }

    private static string Word(Finding finding) =>
        finding == Finding.NotKnown ? "not known" : $"{finding}".ToLowerInvariant();
}
