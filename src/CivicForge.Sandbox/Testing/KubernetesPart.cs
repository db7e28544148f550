namespace CivicForge.Sandbox.Testing;

/// <summary>The manifests of <c>deploy/kubernetes</c>, as kubectl builds them; no cluster is asked. Its tests are
/// explicit: no other part runs them.</summary>
internal sealed class KubernetesPart() : ProgramPart("kubernetes", "tests/CivicForge.Architecture.Tests")
{
    /// <summary>The value of <see cref="ContainersPart.Trait"/> of its tests.</summary>
    public const string Kubectl = "Kubectl";

    public override async Task<TestReport> RunAsync(string reports, bool coverage, CancellationToken cancellationToken)
    {
        if (Repository.OnPath("kubectl") is null)
        {
            var missing = new LeftOut(
                Name,
                "no kubectl",
                "Install it from https://kubernetes.io/docs/tasks/tools, 1.30 or newer."
            );
            return new TestReport(0, [], []) { LeftOut = [missing] };
        }

        return await ExplicitAsync(
            reports,
            ["-namespace", "CivicForge.Architecture.Tests.Kubernetes"],
            cancellationToken
        );
    }
}
