using System.Collections;
using System.Text;
using System.Text.Json;
using CivicForge.Chain.Abi;
using CivicForge.Chain.Crypto;

namespace CivicForge.Chain.TypedData;

/// <summary>A member of a struct: its name and its Solidity or struct type.</summary>
public sealed record TypedDataField(string Name, string Type);

/// <summary>EIP-712 hashing of arbitrary typed data: every value type, string, bytes, fixed and dynamic arrays, nested
/// structs.</summary>
/// <remarks>Messages are dictionaries (or JSON objects) from member name to value; values as in
/// <see cref="AbiEncoder"/>.</remarks>
public sealed class Eip712
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<TypedDataField>> _types;
    private readonly Dictionary<string, Hash32> _typeHashes = new(StringComparer.Ordinal);

    public Eip712(IReadOnlyDictionary<string, IReadOnlyList<TypedDataField>> types) => _types = types;

    /// <summary>The primary type's members, then those of every struct it refers to, sorted by name (EIP-712,
    /// "Definition of encodeType").</summary>
    public string EncodeType(string primaryType)
    {
        var referenced = new SortedSet<string>(StringComparer.Ordinal);
        Collect(primaryType, referenced);
        referenced.Remove(primaryType);
        return string.Concat(
            referenced
                .Prepend(primaryType)
                .Select(name => $"{name}({string.Join(',', _types[name].Select(f => $"{f.Type} {f.Name}"))})")
        );
    }

    public Hash32 TypeHash(string type)
    {
        lock (_typeHashes)
        {
            if (!_typeHashes.TryGetValue(type, out var hash))
            {
                _typeHashes[type] = hash = Keccak256.Hash(Encoding.UTF8.GetBytes(EncodeType(type)));
            }
            return hash;
        }
    }

    /// <summary>hashStruct(message) = keccak256(typeHash ‖ encodeData(message)).</summary>
    /// <exception cref="FormatException">A member is missing, or a value does not fit its type.</exception>
    public Hash32 HashStruct(string type, object message)
    {
        if (!_types.TryGetValue(type, out var fields))
        {
            throw new FormatException($"The struct {type} is not among the types.");
        }
        var data = new byte[32 * (fields.Count + 1)];
        TypeHash(type).CopyTo(data);
        for (var i = 0; i < fields.Count; i++)
        {
            EncodeField(fields[i].Type, Member(message, fields[i].Name, type), data.AsSpan(32 * (i + 1), 32));
        }
        return Keccak256.Hash(data);
    }

    /// <summary>The digest that is signed. The domain has just the members that its own type lists.</summary>
    public Hash32 Digest(string primaryType, object domain, object message)
    {
        var separator = HashStruct("EIP712Domain", domain);
        return primaryType == "EIP712Domain"
            ? Keccak256.Hash([0x19, 0x01, .. separator.Bytes])
            : Keccak256.Hash([0x19, 0x01, .. separator.Bytes, .. HashStruct(primaryType, message).Bytes]);
    }

    private void EncodeField(string type, object value, Span<byte> word)
    {
        if (type.EndsWith(']'))
        {
            var open = type.LastIndexOf('[');
            var items = Items(value, type);
            var length = type[(open + 1)..^1];
            if (length.Length > 0 && length != items.Length.ToString(System.Globalization.CultureInfo.InvariantCulture))
            {
                throw new FormatException($"{type} needs {length} elements, got {items.Length}.");
            }
            var encoded = new byte[32 * items.Length];
            for (var i = 0; i < items.Length; i++)
            {
                EncodeField(type[..open], items[i], encoded.AsSpan(32 * i, 32));
            }
            Keccak256.Hash(encoded, word);
        }
        else if (_types.ContainsKey(type))
        {
            HashStruct(type, value).CopyTo(word);
        }
        else
        {
            var abi = AbiType.Parse(type);
            var scalar = Scalar(value, type);
            if (abi.Kind == AbiKind.String)
            {
                Keccak256.Hash(Encoding.UTF8.GetBytes(scalar as string ?? throw AbiWord.Mismatch(abi, scalar)), word);
            }
            else if (abi.Kind == AbiKind.Bytes)
            {
                Keccak256.Hash(AbiWord.ToBytes(abi, scalar), word);
            }
            else
            {
                AbiWord.Write(abi, scalar, word);
            }
        }
    }

    private void Collect(string type, SortedSet<string> found)
    {
        var bracket = type.IndexOf('[', StringComparison.Ordinal);
        if (bracket > 0)
        {
            type = type[..bracket];
        }
        if (!_types.TryGetValue(type, out var fields) || !found.Add(type))
        {
            return;
        }
        foreach (var field in fields)
        {
            Collect(field.Type, found);
        }
    }

    private static object Member(object message, string name, string type) =>
        message switch
        {
            IReadOnlyDictionary<string, object> map when map.TryGetValue(name, out var value) => value,
            JsonElement { ValueKind: JsonValueKind.Object } json when json.TryGetProperty(name, out var value) => value,
            _ => throw new FormatException($"The member {name} of {type} is missing."),
        };

    private static object[] Items(object value, string type) =>
        value switch
        {
            JsonElement { ValueKind: JsonValueKind.Array } json => [.. json.EnumerateArray().Select(e => (object)e)],
            IEnumerable list and not string => [.. list.Cast<object>()],
            _ => throw new FormatException($"{type} needs a list."),
        };

    private static object Scalar(object value, string type) =>
        value is not JsonElement json
            ? value
            : json.ValueKind switch
            {
                JsonValueKind.String => json.GetString()!,
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Number => json.GetRawText(),
                _ => throw new FormatException($"{type} cannot be read from a JSON {json.ValueKind}."),
            };
}
