namespace CivicForge.Chain.Siwe;

/// <summary>The lines of a message, taken one after the other.</summary>
internal struct SiweLines(string text)
{
    private readonly string[] _lines = text.Split('\n');
    private int _next;

    internal readonly bool AtEnd => _next == _lines.Length;

    internal bool Take(out string line)
    {
        line = AtEnd ? "" : _lines[_next];
        if (AtEnd)
        {
            return false;
        }
        _next++;
        return true;
    }

    internal bool TakeEmpty() => TakeExactly("");

    internal bool TakeExactly(string line)
    {
        if (AtEnd || _lines[_next] != line)
        {
            return false;
        }
        _next++;
        return true;
    }

    internal bool TakeField(string name, out string value)
    {
        value = "";
        if (AtEnd || !_lines[_next].StartsWith(name, StringComparison.Ordinal))
        {
            return false;
        }
        value = _lines[_next++][name.Length..];
        return true;
    }
}
