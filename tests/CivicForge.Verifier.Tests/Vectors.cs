using System.Text.Json;
using System.Text.Json.Nodes;

namespace CivicForge.Verifier.Tests;

/// <summary>The shared set of proof files in tests/vectors/proofs, made by viem and OpenZeppelin; the web app reads the
/// same.</summary>
internal static class Vectors
{
    internal static string Folder { get; } = Find(AppContext.BaseDirectory);

    internal static byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(Folder, file));

    internal static JsonElement Cases { get; } = JsonDocument.Parse(Bytes("cases.json")).RootElement;

    internal static JsonElement Refused { get; } = JsonDocument.Parse(Bytes("refused.json")).RootElement;

    internal static string Registry { get; } = Cases.GetProperty("registry").GetString()!;

    /// <summary>The registry that the set is signed for, as <c>--registry</c> gives it.</summary>
    internal static IReadOnlyList<TrustedDeployment> Trusted { get; } =
        TrustedDeployment.TryParse(Registry, "--registry", out var deployment)
            ? [deployment!]
            : throw new InvalidDataException("cases.json names no registry.");

    internal static JsonObject Valid() => JsonNode.Parse(Bytes("valid.json"))!.AsObject();

    internal static ReadOnlyMemory<byte> ToBytes(JsonNode proof) => JsonSerializer.SerializeToUtf8Bytes(proof);

    internal static Task<VerificationReport> VerifyOfflineAsync(ReadOnlyMemory<byte> file) =>
        new ProofVerifier(Trusted, offline: true).VerifyAsync(file, TestContext.Current.CancellationToken);

    private static string Find(string folder)
    {
        for (var directory = new DirectoryInfo(folder); directory is not null; directory = directory.Parent)
        {
            var candidate = Path.Combine(directory.FullName, "tests", "vectors", "proofs");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException($"tests/vectors/proofs was not found above {folder}.");
    }
}
