using System.Text;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.Rpc;
using CivicForge.Verifier;

namespace CivicForge.Sandbox.Demo;

/// <summary>The proof file's part of the journey: verified without a node, with one, by the contract itself, and
/// refused when one byte differs.</summary>
internal sealed class ProofCheck(Checks checks, ServiceDescription service, ApiClient api)
{
    private IReadOnlyList<TrustedDeployment> Trusted =>
        [new((long)service.ChainId, service.Registry, "the service's well-known document")];

    /// <param name="id">The quest.</param>
    /// <param name="promised">The leaf of the completion receipt.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(string id, Hash32 promised, CancellationToken cancellationToken)
    {
        checks.Step("The proof file stands without the service");
        var file = await api.GetBytesAsync($"/api/v1/quests/{id}/proof?content=true", cancellationToken);
        await VerifyAsync("offline", new ProofVerifier(Trusted, offline: true), file, cancellationToken);
        var proof = await VerifyAsync(
            "against the node",
            new ProofVerifier(Trusted, service.Node),
            file,
            cancellationToken
        );
        checks.That("it proves the leaf that the receipt promised", proof.Leaf.Hash == promised, $"{proof.Leaf.Hash}");
        await AskContractAsync(proof, cancellationToken);
        await TamperAsync(file, proof, cancellationToken);
    }

    private async Task<Proof> VerifyAsync(
        string how,
        ProofVerifier verifier,
        byte[] file,
        CancellationToken cancellationToken
    )
    {
        var report = await verifier.VerifyAsync(file, cancellationToken);
        var open = string.Join(
            "; ",
            report
                .Steps.Where(step => step.Result is not (StepResult.Pass or StepResult.Skipped))
                .Select(step => $"{step.Name}: {step.Reason}")
        );
        checks.That(
            $"it verifies {how} ({report.Steps.Count(step => step.Result is StepResult.Pass)} steps)",
            report.Verdict is Verdict.Valid,
            open
        );
        return report.Proof!;
    }

    private async Task AskContractAsync(Proof proof, CancellationToken cancellationToken)
    {
        var registry = new AttestationRegistryContract(service.Node, service.Registry);
        var terms = new SignedTerms(
            proof.TitleHash,
            proof.Outcome == Outcome.Exceptional,
            proof.Creator.Deadline,
            proof.Performer.Deadline,
            proof.Creator.Signature,
            proof.Performer.Signature
        );
        var status = await registry.StatusOfAsync(
            proof.Path.BatchId,
            proof.Completed,
            proof.Path.Siblings,
            BlockId.Finalized,
            cancellationToken
        );
        checks.That("the contract's statusOf says Attested", status is AttestationStatus.Attested, $"{status}");
        var (anchored, signed) = await registry.VerifyAsync(
            proof.Path.BatchId,
            proof.Completed,
            proof.Path.Siblings,
            terms,
            BlockId.Finalized,
            cancellationToken
        );
        checks.That(
            "the contract's verify says anchored and signed by both",
            anchored && signed,
            $"anchored {anchored}, signed {signed}"
        );
    }

    /// <summary>Turns one hex digit of the work hash in the leaf into another.</summary>
    private async Task TamperAsync(byte[] file, Proof proof, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetString(file);
        var hash = proof.Completed.WorkHash.ToString();
        var changed = hash[..^1] + (hash[^1] == '0' ? '1' : '0');
        var at = text.IndexOf(hash, StringComparison.Ordinal);
        var tampered = string.Concat(text.AsSpan(0, at), changed, text.AsSpan(at + hash.Length));
        var report = await new ProofVerifier(Trusted, service.Node).VerifyAsync(
            Encoding.UTF8.GetBytes(tampered),
            cancellationToken
        );
        checks.That(
            "the same file with one digit changed is invalid",
            report.Verdict is Verdict.Invalid,
            $"{report.Verdict}"
        );
    }
}
