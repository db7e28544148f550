using System.Numerics;
using CivicForge.Chain.Abi;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.Rpc;

namespace CivicForge.Chain.Contracts;

/// <summary>What <c>statusOf</c> answers.</summary>
public enum AttestationStatus
{
    Unknown,
    Attested,
    RevokedByCreator,
    RevokedByPerformer,
    RevokedByBoth,
}

/// <summary>Views of AttestationRegistry (protocol §7).</summary>
public sealed class AttestationRegistryContract(EthClient client, Address address)
{
    private const string Completed = CompletedQuestAbi.Completed;
    private const string Terms = CompletedQuestAbi.Terms;

    /// <summary>Read back from what was signed; whoever sends it encodes it with CivicForge.Chain.Web3.</summary>
    public static readonly AbiFunction Anchor = new("anchor(uint64,bytes32,uint32)");

    public static readonly AbiFunction RootOf = new("rootOf(uint64)", "bytes32");
    public static readonly AbiFunction BatchCount = new("batchCount()", "uint64");
    public static readonly AbiFunction Paused = new("paused()", "bool");
    public static readonly AbiFunction ReceiptKey = new("receiptKey()", "address");
    public static readonly AbiFunction LeafOf = new($"leafOf({Completed})", "bytes32");
    public static readonly AbiFunction StatusOf = new($"statusOf(uint64,{Completed},bytes32[])", "uint8");
    public static readonly AbiFunction Verify = new($"verify(uint64,{Completed},bytes32[],{Terms})", "bool,bool");
    public static readonly AbiFunction IsSignatureValid = new("isSignatureValid(address,bytes32,bytes)", "bool");

    public EthClient Client => client;
    public Address Address => address;

    /// <summary>Call data of <c>statusOf</c>.</summary>
    public static byte[] EncodeStatusOf(ulong batchId, CompletedQuest quest, IReadOnlyList<Hash32> proof) =>
        StatusOf.Encode(batchId, quest.ToTuple(), proof);

    public async Task<Hash32> RootOfAsync(ulong batchId, BlockId block, CancellationToken cancellationToken) =>
        (Hash32)(await CallAsync(RootOf, block, cancellationToken, batchId).ConfigureAwait(false))[0];

    public async Task<ulong> BatchCountAsync(BlockId block, CancellationToken cancellationToken) =>
        (ulong)(BigInteger)(await CallAsync(BatchCount, block, cancellationToken).ConfigureAwait(false))[0];

    public async Task<bool> PausedAsync(BlockId block, CancellationToken cancellationToken) =>
        (bool)(await CallAsync(Paused, block, cancellationToken).ConfigureAwait(false))[0];

    public async Task<Address> ReceiptKeyAsync(BlockId block, CancellationToken cancellationToken) =>
        (Address)(await CallAsync(ReceiptKey, block, cancellationToken).ConfigureAwait(false))[0];

    public async Task<Hash32> LeafOfAsync(CompletedQuest quest, BlockId block, CancellationToken cancellationToken) =>
        (Hash32)(await CallAsync(LeafOf, block, cancellationToken, [quest.ToTuple()]).ConfigureAwait(false))[0];

    public async Task<AttestationStatus> StatusOfAsync(
        ulong batchId,
        CompletedQuest quest,
        IReadOnlyList<Hash32> proof,
        BlockId block,
        CancellationToken cancellationToken
    ) =>
        (AttestationStatus)
            (int)
                (BigInteger)
                    (
                        await CallAsync(StatusOf, block, cancellationToken, batchId, quest.ToTuple(), proof)
                            .ConfigureAwait(false)
                    )[0];

    public async Task<(bool Anchored, bool Signed)> VerifyAsync(
        ulong batchId,
        CompletedQuest quest,
        IReadOnlyList<Hash32> proof,
        SignedTerms terms,
        BlockId block,
        CancellationToken cancellationToken
    )
    {
        var result = await CallAsync(Verify, block, cancellationToken, batchId, quest.ToTuple(), proof, terms.ToTuple())
            .ConfigureAwait(false);
        return ((bool)result[0], (bool)result[1]);
    }

    /// <summary>Whether a signature is valid as a claim would see it: ECDSA, ERC-6492's inner signature, or ERC-1271
    /// (protocol §7).</summary>
    /// <param name="gas">Cap of the call, so that a hostile wallet cannot hold the node: 3,000,000 in protocol
    /// §4.</param>
    public async Task<bool> IsSignatureValidAsync(
        Address signer,
        Hash32 digest,
        byte[] signature,
        BlockId block,
        ulong gas,
        CancellationToken cancellationToken
    )
    {
        var request = new CallRequest(address, IsSignatureValid.Encode(signer, digest, signature)) { Gas = gas };
        return (bool)
            Decode(IsSignatureValid, await client.CallAsync(request, block, cancellationToken).ConfigureAwait(false))[
                0
            ];
    }

    private async Task<object[]> CallAsync(
        AbiFunction function,
        BlockId block,
        CancellationToken cancellationToken,
        params object[] arguments
    ) =>
        Decode(
            function,
            await client
                .CallAsync(new CallRequest(address, function.Encode(arguments)), block, cancellationToken)
                .ConfigureAwait(false)
        );

    private object[] Decode(AbiFunction function, byte[] data) => ContractResult.Decode(function, data, address);
}
