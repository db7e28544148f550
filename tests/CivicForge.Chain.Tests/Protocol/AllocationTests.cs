using CivicForge.Chain.Crypto;
using CivicForge.Chain.Protocol;

namespace CivicForge.Chain.Tests.Protocol;

public sealed class AllocationTests
{
    [Fact]
    public void Checking_a_signature_allocates_nothing()
    {
        var domain = CivicDomain.Create(31337, Address.Parse("0x5FbDB2315678afecb367f032d93F642f64180aa3"));
        var key = PrivateKey.Generate();
        var attestation = new CreatorAttestation(
            TitleHash.Compute("Plant"),
            Outcome.Done,
            Guid.CreateVersion7(),
            key.Address,
            Address.Zero,
            default,
            100,
            10,
            1792592000
        );
        var signature = key.Sign(attestation.Digest(domain)).ToBytes();

        Allocated(() => IsSignedBy(attestation.Digest(domain), signature, key.Address)).ShouldBe(0);
    }

    [Fact]
    public void Hashing_a_performer_attestation_a_receipt_and_a_leaf_allocates_nothing()
    {
        var domain = CivicDomain.Create(31337, Address.Zero);
        var performer = new PerformerAttestation(default, Guid.CreateVersion7(), default, default, default, 1);
        var receipt = new AttestationReceipt(default, default, 1, 2, default);
        var completed = new CompletedQuest(Guid.CreateVersion7(), default, default, default, 1, 2, 3, default);

        Allocated(() =>
                performer.Digest(domain) != default & receipt.Digest(domain) != default & completed.Leaf() != default
            )
            .ShouldBe(0);
    }

    private static bool IsSignedBy(Hash32 digest, byte[] bytes, Address signer) =>
        EcdsaSignature.TryParse(bytes, out var signature, out _) && Secp256k1.Recover(digest, signature) == signer;

    /// <summary>Bytes allocated by one call, once everything is compiled.</summary>
    private static long Allocated(Func<bool> work)
    {
        for (var i = 0; i < 200; i++)
        {
            work().ShouldBeTrue();
        }
        var least = long.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var result = work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            result.ShouldBeTrue();
        }

        return least;
    }
}
