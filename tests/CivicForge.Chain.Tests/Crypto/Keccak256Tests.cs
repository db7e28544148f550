using CivicForge.Chain.Crypto;

namespace CivicForge.Chain.Tests.Crypto;

public sealed class Keccak256Tests
{
    [Fact]
    public void The_Keccak_teams_own_answers_are_given()
    {
        foreach (var row in GoldenVectors.Rows("keccak", "official"))
        {
            Keccak256.Hash(row.Bytes("message")).ShouldBe(row.Hash("hash"), row.Text("message"));
        }
    }

    [Fact]
    public void Messages_of_every_length_around_the_rate_hash_as_in_noble_and_js_sha3()
    {
        foreach (var row in GoldenVectors.Rows("keccak", "lengths"))
        {
            var length = row.GetProperty("length").GetInt32();
            Keccak256.Hash(Message(length)).ShouldBe(row.Hash("hash"), $"{length} bytes");
        }
    }

    [Fact]
    public void A_digest_may_overwrite_its_own_message()
    {
        var buffer = Message(200);
        var expected = Keccak256.Hash(buffer);
        Keccak256.Hash(buffer, buffer.AsSpan(0, 32));
        buffer.AsSpan(0, 32).ToArray().ShouldBe(expected.ToArray());
    }

    internal static byte[] Message(int length) =>
        [.. Enumerable.Range(0, length).Select(i => (byte)(31 * length + 131 * i + 7))];
}
