using System.Numerics;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Nethereum.ABI.EIP712;
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.Signer.EIP712;

namespace CivicForge.Benchmarks.Verify;

/// <summary>The .NET library that one would take, in this very process: typed classes, as its documentation
/// shows.</summary>
internal sealed class NethereumPeer(
    IReadOnlyList<(CreatorAttestation Attestation, byte[] Signature)> items,
    string title
)
{
    private readonly CreatorMessage[] _messages =
    [
        .. items.Select(item => new CreatorMessage(item.Attestation, title)),
    ];
    private readonly string[] _signatures = [.. items.Select(item => Hex.Encode(item.Signature))];

    private readonly TypedData<Domain> _typed = new()
    {
        Domain = new Domain
        {
            Name = "CivicForge",
            Version = "1",
            ChainId = SignedAttestations.ChainId,
            VerifyingContract = SignedAttestations.Registry,
        },
        Types = MemberDescriptionFactory.GetTypesMemberDescription(typeof(Domain), typeof(CreatorMessage)),
        PrimaryType = CreatorAttestation.PrimaryType,
    };

    internal int Verify(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var at = i % _messages.Length;
            if (
                Eip712TypedDataSigner.Current.RecoverFromSignatureV4(_messages[at], _typed, _signatures[at])
                != _messages[at].Creator
            )
            {
                throw new InvalidOperationException("Nethereum refused a good signature.");
            }
        }

        return count;
    }

    [Struct(CreatorAttestation.PrimaryType)]
    private sealed class CreatorMessage(CreatorAttestation attestation, string title)
    {
        [Parameter("string", "quest", 1)]
        public string Quest { get; } = title;

        [Parameter("string", "outcome", 2)]
        public string Outcome { get; } = attestation.Outcome.Word();

        [Parameter("bytes16", "questId", 3)]
        public byte[] QuestId { get; } = Chain.QuestId.ToBytes16(attestation.QuestId);

        [Parameter("address", "creator", 4)]
        public string Creator { get; } = attestation.Creator.ToString();

        [Parameter("address", "performer", 5)]
        public string Performer { get; } = attestation.Performer.ToString();

        [Parameter("bytes32", "workHash", 6)]
        public byte[] WorkHash { get; } = attestation.WorkHash.ToArray();

        [Parameter("uint32", "xp", 7)]
        public BigInteger Xp { get; } = attestation.Xp;

        [Parameter("uint32", "reputation", 8)]
        public BigInteger Reputation { get; } = attestation.Reputation;

        [Parameter("uint64", "deadline", 9)]
        public BigInteger Deadline { get; } = attestation.Deadline;
    }
}
