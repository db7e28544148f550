using System.Text.Json;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;

namespace CivicForge.Verifier.Reading;

/// <summary>A JSON value with its path, read by the encodings of protocol §2 and nothing more lenient. Every refusal is
/// a <see cref="ProofFormatException"/> that names the path.</summary>
internal readonly struct JsonMember(JsonElement value, string path)
{
    /// <summary>2^53 − 1: the largest integer that every JSON reader keeps.</summary>
    internal const long MaxInteger = (1L << 53) - 1;

    /// <summary>A member of this object, which MUST be there.</summary>
    internal JsonMember this[string name]
    {
        get
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                throw Refuse("must be an object");
            }
            var inner = path.Length == 0 ? name : $"{path}.{name}";
            return value.TryGetProperty(name, out var member)
                ? new JsonMember(member, inner)
                : throw new ProofFormatException($"{inner} is missing.");
        }
    }

    /// <summary>A member that may be absent or null.</summary>
    internal JsonMember? Optional(string name) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty(name, out var member)
        && member.ValueKind != JsonValueKind.Null
            ? this[name]
            : null;

    internal string Text()
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            throw Refuse("must be a text");
        }
        return value.GetString()!;
    }

    internal string? NullableText() => value.ValueKind == JsonValueKind.Null ? null : Text();

    /// <summary>One of the given words.</summary>
    internal string Word(params ReadOnlySpan<string> words)
    {
        var text = Text();
        return words.Contains(text) ? text : throw Refuse($"must be one of: {string.Join(", ", words.ToArray())}");
    }

    /// <summary>An integer in plain digits, without sign, fraction or exponent.</summary>
    internal long Integer(long most = MaxInteger)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            throw Refuse("must be a number");
        }
        return
            value.GetRawText().AsSpan().ContainsAnyExceptInRange('0', '9')
            || !value.TryGetInt64(out var number)
            || number > most
            ? throw Refuse($"must be an integer from 0 to {most}")
            : number;
    }

    internal uint UInt32() => (uint)Integer(uint.MaxValue);

    internal Outcome Outcome() =>
        Outcomes.TryParse(Text(), out var outcome) ? outcome : throw Refuse("must be done or exceptional");

    internal Hash32 Hash() =>
        Hex.IsCanonical(Text()) && Hash32.TryParse(Text(), out var hash)
            ? hash
            : throw Refuse("must be 0x and 64 lower-case hex digits");

    internal Address Address() =>
        Chain.Address.TryParseChecksummed(Text(), out var address)
            ? address
            : throw Refuse("must be an address with its EIP-55 checksum");

    internal byte[] Bytes() =>
        Hex.IsCanonical(Text()) && Hex.TryDecode(Text(), out var bytes)
            ? bytes
            : throw Refuse("must be 0x and an even number of lower-case hex digits");

    /// <summary>A quest's id as canonical lower-case UUID text.</summary>
    internal Guid QuestIdText() =>
        QuestId.TryParse(Text(), out var id) ? id : throw Refuse("must be a UUID in lower case");

    /// <summary>A quest's id as <c>bytes16</c>.</summary>
    internal Guid QuestIdBytes16()
    {
        var bytes = Bytes();
        return bytes.Length == 16
            ? QuestId.FromBytes16(bytes)
            : throw Refuse("must be 0x and 32 lower-case hex digits");
    }

    internal IReadOnlyList<JsonMember> List()
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            throw Refuse("must be a list");
        }
        var members = new List<JsonMember>(value.GetArrayLength());
        foreach (var element in value.EnumerateArray())
        {
            members.Add(new JsonMember(element, $"{path}[{members.Count}]"));
        }
        return members;
    }

    /// <summary>An element of <c>leaf.value</c>: a text or an integer.</summary>
    internal object TextOrInteger() => value.ValueKind == JsonValueKind.Number ? Integer() : Text();

    private ProofFormatException Refuse(string what) => new($"{path} {what}.");
}
