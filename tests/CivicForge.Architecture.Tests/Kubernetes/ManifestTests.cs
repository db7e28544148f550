using k8s.Models;

namespace CivicForge.Architecture.Tests.Kubernetes;

/// <summary>They need kubectl: <c>./civicforge test kubernetes</c> runs them. No cluster is asked.</summary>
[Trait("Needs", "Kubectl")]
public sealed class ManifestTests
{
    private const int OurUser = 1654;

    private static readonly string[] Processes = ["api", "worker", "anchorer", "indexer"];

    public static TheoryData<string> Overlays => [.. Overlay.Names];

    [Theory(Explicit = true)]
    [MemberData(nameof(Overlays))]
    public async Task Every_object_is_one_of_the_API_and_in_our_namespace(string name)
    {
        var overlay = await Overlay.BuildAsync(name);

        overlay.Objects.Count.ShouldBeGreaterThan(20);
        overlay.Of<V1Deployment>().Select(each => each.Metadata.Name).ShouldBe(Processes, ignoreOrder: true);
        overlay.Of<V1Job>().Select(each => each.Metadata.Name).ShouldBe(["migrate", "contracts"], ignoreOrder: true);
        overlay
            .Objects.OfType<k8s.IKubernetesObject<V1ObjectMeta>>()
            .Where(each => each is not V1Namespace)
            .ShouldAllBe(each => each.Metadata.NamespaceProperty == "civicforge");
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Overlays))]
    public async Task Nobody_is_root_and_nothing_can_be_written_or_gained(string name)
    {
        foreach (var (pod, template) in (await Overlay.BuildAsync(name)).Pods)
        {
            var security = template.Spec.SecurityContext;
            (security.RunAsNonRoot is true).ShouldBeTrue(pod);
            security.RunAsUser.ShouldBe(pod == "postgres" ? 999 : OurUser, pod);
            security.FsGroup.ShouldBe(security.RunAsUser, pod);
            security.SeccompProfile.Type.ShouldBe("RuntimeDefault", pod);
            (template.Spec.AutomountServiceAccountToken is false).ShouldBeTrue(pod);
            foreach (var container in ContainersOf(template))
            {
                (container.SecurityContext.ReadOnlyRootFilesystem is true).ShouldBeTrue(container.Name);
                (container.SecurityContext.AllowPrivilegeEscalation is false).ShouldBeTrue(container.Name);
                container.SecurityContext.Capabilities.Drop.ShouldBe(["ALL"], container.Name);
                container.Resources.Requests.Keys.ShouldBe(["cpu", "memory"], ignoreOrder: true);
                container.Resources.Limits.Keys.ShouldBe(["memory"], container.Name);
            }
        }
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Overlays))]
    public async Task Each_process_mounts_its_own_secrets_as_files_that_only_it_can_read(string name)
    {
        foreach (var (pod, template) in (await Overlay.BuildAsync(name)).Pods)
        {
            var secrets = template.Spec.Volumes.Where(volume => volume.Secret is not null).ToList();
            secrets.ShouldAllBe(volume => volume.Secret.DefaultMode == Convert.ToInt32("440", 8));
            ContainersOf(template)
                .SelectMany(container => container.Env ?? [])
                .ShouldAllBe(variable => variable.ValueFrom == null, pod);
            ContainersOf(template)
                .SelectMany(container => container.VolumeMounts)
                .Where(mount => secrets.Exists(volume => volume.Name == mount.Name))
                .ShouldAllBe(mount => mount.ReadOnlyProperty == true, pod);
            if (pod is not ("migrate" or "contracts"))
            {
                var own = pod switch
                {
                    "audit" => "auditor",
                    "postgres" => "owner",
                    _ => pod,
                };
                secrets.Select(volume => volume.Secret.SecretName).ShouldBe([$"civicforge-{own}"]);
            }
        }
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Overlays))]
    public async Task Each_process_is_probed_ends_in_peace_and_is_not_drained_away(string name)
    {
        var overlay = await Overlay.BuildAsync(name);
        foreach (var deployment in overlay.Of<V1Deployment>())
        {
            var container = deployment.Spec.Template.Spec.Containers.ShouldHaveSingleItem();
            var ports = container.Ports.Select(port => port.Name).ToList();
            container.ReadinessProbe.HttpGet.Path.ShouldBe("/health/ready");
            foreach (var probe in new[] { container.LivenessProbe, container.StartupProbe })
            {
                probe.HttpGet.Path.ShouldBe("/health/live");
                ports.ShouldContain(probe.HttpGet.Port.Value);
            }
            var pause = container.Lifecycle.PreStop.Sleep.Seconds;
            (deployment.Spec.Template.Spec.TerminationGracePeriodSeconds - pause).ShouldBe(
                40,
                "as docker-compose.yml gives"
            );
            deployment.Spec.Replicas.ShouldBe(name == "cluster" ? 2 : 1);
            overlay
                .Of<V1PodDisruptionBudget>()
                .ShouldContain(budget => Selects(budget.Spec.Selector, deployment.Spec.Template));
        }
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Overlays))]
    public async Task What_no_policy_names_may_not_speak_and_every_policy_means_a_pod(string name)
    {
        var overlay = await Overlay.BuildAsync(name);
        var policies = overlay.Of<V1NetworkPolicy>().ToList();
        var all = policies.Single(policy => policy.Metadata.Name == "nothing-else").Spec;
        all.PolicyTypes.ShouldBe(["Ingress", "Egress"]);
        (all.Ingress is null or { Count: 0 }).ShouldBeTrue();
        (all.Egress is null or { Count: 0 }).ShouldBeTrue();

        var pods = overlay.Pods.Select(each => each.Pod).ToList();
        policies
            .Where(policy => policy.Metadata.Name is not ("replication" or "the-database"))
            .ShouldAllBe(policy => pods.Any(pod => Selects(policy.Spec.PodSelector, pod)));
        ToTheChain("worker").ShouldBeFalse("it has no business there");
        ToTheChain("anchorer").ShouldBeTrue();

        bool ToTheChain(string process) =>
            Selects(
                policies.Single(policy => policy.Metadata.Name == "to-the-chain").Spec.PodSelector,
                overlay.Pods.Single(each => each.Name == process).Pod
            );
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Overlays))]
    public async Task Every_setting_is_one_that_the_service_reads(string name)
    {
        var overlay = await Overlay.BuildAsync(name);
        var known = ConfigurationTable.InTable();
        var set = overlay
            .Of<V1ConfigMap>()
            .SelectMany(map => map.Data.Keys)
            .Concat(
                overlay
                    .Pods.Where(each => each.Name != "postgres")
                    .SelectMany(each => ContainersOf(each.Pod))
                    .SelectMany(container => container.Env ?? [])
                    .Select(variable => variable.Name)
            )
            .Select(variable => string.Join(':', variable.Split("__").Take(2)))
            .Distinct()
            .ToList();
        set.Count.ShouldBeGreaterThan(20);
        set.Except(known).ShouldBeEmpty();
    }

    [Fact(Explicit = true)]
    public async Task The_database_of_the_cluster_loses_nothing_that_was_acknowledged()
    {
        var database = (await Overlay.BuildAsync("cluster")).Of<DatabaseCluster>().ShouldHaveSingleItem().Spec;
        database.Instances.ShouldBe(3);
        database.Postgresql.Synchronous.Number.ShouldBe(1);
        database.Postgresql.Synchronous.DataDurability.ShouldBe("required");
        database.SuperuserSecret.Name.ShouldBe("civicforge-owner");
    }

    [Fact(Explicit = true)]
    public void A_member_that_the_API_does_not_have_is_an_error()
    {
        const string Misspelt = """
            apiVersion: v1
            kind: Service
            metadata: { name: api }
            spec: { ports: [{ port: 80, targetPrt: http }] }
            """;
        Should.Throw<Exception>(() => k8s.KubernetesYaml.LoadAllFromString(Misspelt, strict: true));
    }

    private static IEnumerable<V1Container> ContainersOf(V1PodTemplateSpec template) =>
        (template.Spec.InitContainers ?? []).Concat(template.Spec.Containers);

    private static bool Selects(V1LabelSelector selector, V1PodTemplateSpec pod) =>
        (selector.MatchLabels ?? new Dictionary<string, string>()).All(label =>
            pod.Metadata.Labels.TryGetValue(label.Key, out var value) && value == label.Value
        )
        && (selector.MatchExpressions ?? []).All(expression =>
            pod.Metadata.Labels.TryGetValue(expression.Key, out var value) && expression.Values.Contains(value)
        );
}
