using CivicForge.Chain.Rpc;
using CivicForge.Verifier.Node;
using CivicForge.Verifier.Reading;
using CivicForge.Verifier.Steps;

namespace CivicForge.Verifier;

/// <summary>Verifies proof files by the named steps of protocol §9, from the file and – for what only a chain knows – a
/// node of the caller's choice. Asks nothing of the service that issued the file.</summary>
/// <param name="trusted">Deployments that the caller trusts; the file's own word for its deployment is never
/// enough.</param>
/// <param name="node">The caller's node; null makes the steps that need one inconclusive.</param>
/// <param name="offline">Skips those steps instead, because the caller wants it so.</param>
/// <param name="finality">Null for what the trusted deployment publishes, or else the node's tag.</param>
/// <param name="pause">Before a question is asked again that may be answered then; 200 ms by default.</param>
public sealed class ProofVerifier(
    IReadOnlyList<TrustedDeployment> trusted,
    EthClient? node = null,
    bool offline = false,
    Finality? finality = null,
    TimeSpan? pause = null
)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs every step. Content of any kind ends in a report, never in an exception.</summary>
    /// <param name="file">The bytes of the proof file (UTF-8 JSON).</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<VerificationReport> VerifyAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        Proof proof;
        try
        {
            proof = ProofReader.Read(file);
        }
        catch (ProofFormatException e)
        {
            return Unreadable(e.Message);
        }

        var view = offline ? NodeView.Offline : await OpenAsync(proof, cancellationToken).ConfigureAwait(false);
        return new VerificationReport(
            [
                Finding.Pass("A complete proof file, civicforge.proof/v1.").As(StepNames.Format),
                DomainStep.Check(proof, trusted).As(StepNames.Domain),
                (await SignatureStep.CheckCreatorAsync(proof, view).ConfigureAwait(false)).As(
                    StepNames.CreatorSignature
                ),
                (await SignatureStep.CheckPerformerAsync(proof, view).ConfigureAwait(false)).As(
                    StepNames.PerformerSignature
                ),
                RolesStep.Check(proof).As(StepNames.Roles),
                DeadlinesStep.Check(proof).As(StepNames.Deadlines),
                WorkHashStep.Check(proof).As(StepNames.WorkHash),
                SignaturesHashStep.Check(proof).As(StepNames.SignaturesHash),
                LeafStep.Check(proof).As(StepNames.Leaf),
                MerkleStep.Check(proof).As(StepNames.Merkle),
                .. await OnChainAsync(proof, view).ConfigureAwait(false),
            ],
            proof
        );
    }

    private Task<NodeView> OpenAsync(Proof proof, CancellationToken cancellationToken)
    {
        var published = trusted
            .FirstOrDefault(d =>
                (ulong)d.ChainId == proof.Domain.ChainId && d.Registry == proof.Domain.VerifyingContract
            )
            ?.Finality;
        var patient = node is null ? null : new PatientNode(node, pause ?? Pause, cancellationToken);
        return NodeView.OpenAsync(patient, proof.Domain.ChainId, finality ?? published ?? Finality.Tag);
    }

    private async Task<IReadOnlyList<Step>> OnChainAsync(Proof proof, NodeView view)
    {
        if (offline)
        {
            return [.. StepNames.OnChain.Select(Finding.Skipped("Not checked: --offline.").As)];
        }
        return
        [
            (await AnchorStep.CheckAsync(proof, view).ConfigureAwait(false)).As(StepNames.Anchor),
            (await ContractCodeStep.CheckAsync(proof, view).ConfigureAwait(false)).As(StepNames.ContractCode),
            (await TimeStep.CheckAsync(proof, view).ConfigureAwait(false)).As(StepNames.Time),
            (await RevocationStep.CheckAsync(proof, view).ConfigureAwait(false)).As(StepNames.Revocation),
        ];
    }

    private static VerificationReport Unreadable(string reason) =>
        new(
            [
                Finding.Fail(reason).As(StepNames.Format),
                .. StepNames.All.Skip(1).Select(Finding.Skipped("Not checked: the file is not a proof file.").As),
            ],
            null
        );
}
