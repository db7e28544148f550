using System.Text.Json;

namespace CivicForge.Chain.Contracts;

/// <summary>A compiled contract as committed in contracts/abi: creation code, runtime code, and where the constructor
/// writes immutables.</summary>
public sealed class ContractArtifact
{
    private ContractArtifact(JsonElement json)
    {
        Name = json.GetProperty("contractName").GetString()!;
        Abi = json.GetProperty("abi").GetRawText();
        Bytecode = Hex.Decode(json.GetProperty("bytecode").GetString()!);
        DeployedBytecode = Hex.Decode(json.GetProperty("deployedBytecode").GetString()!);
        ImmutableReferences =
        [
            .. json.GetProperty("immutableReferences")
                .EnumerateArray()
                .Select(r => (r.GetProperty("start").GetInt32(), r.GetProperty("length").GetInt32())),
        ];
    }

    public static ContractArtifact AttestationRegistry { get; } = Load(nameof(AttestationRegistry));
    public static ContractArtifact RewardDistributor { get; } = Load(nameof(RewardDistributor));
    public static ContractArtifact CivicReputation { get; } = Load(nameof(CivicReputation));

    public string Name { get; }

    /// <summary>The ABI as JSON.</summary>
    public string Abi { get; }

    /// <summary>Creation code; constructor arguments are appended to it.</summary>
    public byte[] Bytecode { get; }

    /// <summary>Runtime code with zeros where immutables go.</summary>
    public byte[] DeployedBytecode { get; }

    /// <summary>Byte ranges of the runtime code that hold immutables.</summary>
    public IReadOnlyList<(int Start, int Length)> ImmutableReferences { get; }

    /// <summary>Whether code on a chain is this contract's, immutables left aside.</summary>
    public bool Matches(ReadOnlySpan<byte> runtimeCode)
    {
        if (runtimeCode.Length != DeployedBytecode.Length)
        {
            return false;
        }
        var masked = runtimeCode.ToArray();
        foreach (var (start, length) in ImmutableReferences)
        {
            masked.AsSpan(start, length).Clear();
        }
        return masked.AsSpan().SequenceEqual(DeployedBytecode);
    }

    private static ContractArtifact Load(string name)
    {
        using var stream =
            typeof(ContractArtifact).Assembly.GetManifestResourceStream(name + ".json")
            ?? throw new InvalidOperationException(
                $"The artifact {name}.json is not embedded. Run 'node script/artifacts.mjs' in contracts/ "
                    + "and build again."
            );
        using var json = JsonDocument.Parse(stream);
        return new ContractArtifact(json.RootElement);
    }
}
