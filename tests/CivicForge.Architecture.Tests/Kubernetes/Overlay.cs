using System.Diagnostics;
using k8s;
using k8s.Models;

namespace CivicForge.Architecture.Tests.Kubernetes;

/// <summary>An overlay of <c>deploy/kubernetes</c>, as <c>kubectl kustomize</c> builds it, read into the types of
/// Kubernetes' API: a member that they do not have is an error.</summary>
internal sealed class Overlay
{
    private static readonly Dictionary<string, Type> OfOthers = new()
    {
        ["postgresql.cnpg.io/v1/Cluster"] = typeof(DatabaseCluster),
    };

    private Overlay(IReadOnlyList<object> objects) => Objects = objects;

    public IReadOnlyList<object> Objects { get; }

    public static IReadOnlyList<string> Names { get; } = ["small", "cluster"];

    /// <summary>Every pod that something starts, with the name of what starts it.</summary>
    public IEnumerable<(string Name, V1PodTemplateSpec Pod)> Pods =>
        Objects.SelectMany(each =>
            each switch
            {
                V1Deployment it => [(it.Metadata.Name, it.Spec.Template)],
                V1StatefulSet it => [(it.Metadata.Name, it.Spec.Template)],
                V1Job it => [(it.Metadata.Name, it.Spec.Template)],
                V1CronJob it => [(it.Metadata.Name, it.Spec.JobTemplate.Spec.Template)],
                _ => Array.Empty<(string, V1PodTemplateSpec)>(),
            }
        );

    public IEnumerable<T> Of<T>() => Objects.OfType<T>();

    public static async Task<Overlay> BuildAsync(string name)
    {
        using var kubectl = Process.Start(
            new ProcessStartInfo("kubectl", ["kustomize", Path.Combine(SourceTree.Root, "deploy", "kubernetes", name)])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var errors = kubectl.StandardError.ReadToEndAsync();
        var text = await kubectl.StandardOutput.ReadToEndAsync();
        await kubectl.WaitForExitAsync();
        kubectl.ExitCode.ShouldBe(0, await errors);
        (await errors).ShouldBeEmpty("nothing of it is deprecated");
        return new([.. KubernetesYaml.LoadAllFromString(text, OfOthers, strict: true)]);
    }
}
