using CivicForge.Chain.Merkle;

namespace CivicForge.Verifier.Steps;

/// <summary><c>merkle</c>: the siblings lead from the leaf to the root.</summary>
internal static class MerkleStep
{
    internal static Finding Check(Proof proof)
    {
        var path = proof.Path;
        if (path.Siblings.Count > MerkleProof.MaxLength)
        {
            return Finding.Fail(
                $"The path has {path.Siblings.Count} hashes; a batch is at most {MerkleProof.MaxLength} deep."
            );
        }
        var root = MerkleProof.Process(proof.Leaf.Hash, path.Siblings);
        return root == path.Root
            ? Finding.Pass(
                path.Siblings.Count switch
                {
                    0 => $"A batch of one: the leaf is the root {root}.",
                    1 => $"1 hash leads from the leaf to the root {root}.",
                    var count => $"{count} hashes lead from the leaf to the root {root}.",
                }
            )
            : Finding.Fail($"The path leads to {root}, merkle.root is {path.Root}.");
    }
}
