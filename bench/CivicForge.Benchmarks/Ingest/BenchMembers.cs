using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CivicForge.Chain.Crypto;
using Npgsql;
using NpgsqlTypes;

namespace CivicForge.Benchmarks.Ingest;

/// <summary>A signed-in member: a wallet, and the access token of a live session.</summary>
internal sealed record BenchMember(PrivateKey Key, string AccessToken);

/// <summary>Members with sessions as a sign-in makes them, written into the sandbox's database at once; tokens are
/// signed with its session key.</summary>
internal static class BenchMembers
{
    internal static async Task<IReadOnlyList<BenchMember>> MakeAsync(
        NpgsqlConnection connection,
        string sessionKeyFile,
        int count,
        CancellationToken cancellationToken
    )
    {
        using var sessionKey = ECDsa.Create();
        sessionKey.ImportFromPem(await File.ReadAllTextAsync(sessionKeyFile, cancellationToken));
        var keyId = Convert.ToHexStringLower(SHA256.HashData(sessionKey.ExportSubjectPublicKeyInfo()).AsSpan(0, 8));
        var now = TimeProvider.System.GetUtcNow();
        var sessions = Enumerable
            .Range(0, count)
            .Select(_ => (Key: PrivateKey.Generate(), Id: Guid.CreateVersion7()))
            .ToArray();
        await using (
            var members = await connection.BeginBinaryImportAsync(
                "COPY civic.members (address, created_at) FROM STDIN (FORMAT binary)",
                cancellationToken
            )
        )
        {
            foreach (var (key, _) in sessions)
            {
                await members.WriteRowAsync(cancellationToken, key.Address.ToArray(), now);
            }
            await members.CompleteAsync(cancellationToken);
        }

        await using (
            var rows = await connection.BeginBinaryImportAsync(
                "COPY civic.sessions (id, member, created_at, last_used_at, expires_at) FROM STDIN (FORMAT binary)",
                cancellationToken
            )
        )
        {
            foreach (var (key, id) in sessions)
            {
                await rows.WriteRowAsync(cancellationToken, id, key.Address.ToArray(), now, now, now.AddDays(30));
            }
            await rows.CompleteAsync(cancellationToken);
        }

        return [.. sessions.Select(s => new BenchMember(s.Key, Token(sessionKey, keyId, s.Key, s.Id, now)))];
    }

    private static string Token(ECDsa sessionKey, string keyId, PrivateKey key, Guid session, DateTimeOffset now)
    {
        var head = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                alg = "ES256",
                kid = keyId,
                typ = "JWT",
            }
        );
        var claims = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                sub = key.Address.ToString(),
                sid = session.ToString(),
                exp = now.AddMinutes(15).ToUnixTimeSeconds(),
                iat = now.ToUnixTimeSeconds(),
                iss = "civicforge",
                aud = "civicforge",
            }
        );
        var text = $"{Base64Url.EncodeToString(head)}.{Base64Url.EncodeToString(claims)}";
        var signature = sessionKey.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }
}
