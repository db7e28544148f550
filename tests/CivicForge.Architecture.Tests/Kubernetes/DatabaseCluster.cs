using k8s;
using k8s.Models;

namespace CivicForge.Architecture.Tests.Kubernetes;

/// <summary>What our overlay says of CloudNativePG's Cluster, by the names of its reference (API
/// <c>postgresql.cnpg.io/v1</c>). Its own schema was not to be had here, so a member of a wrong meaning would not be
/// noticed.</summary>
public sealed class DatabaseCluster : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "";
    public string Kind { get; set; } = "";
    public V1ObjectMeta Metadata { get; set; } = new();
    public ClusterSpec Spec { get; set; } = new();

    public sealed class ClusterSpec
    {
        public int Instances { get; set; }
        public string ImageName { get; set; } = "";
        public bool EnableSuperuserAccess { get; set; }
        public V1LocalObjectReference SuperuserSecret { get; set; } = new();
        public Dictionary<string, InitDatabase> Bootstrap { get; set; } = [];
        public Settings Postgresql { get; set; } = new();
        public Dictionary<string, Dictionary<string, string>> InheritedMetadata { get; set; } = [];
        public Spreading Affinity { get; set; } = new();
        public V1ResourceRequirements Resources { get; set; } = new();
        public Disk Storage { get; set; } = new();
        public Disk WalStorage { get; set; } = new();
    }

    public sealed class InitDatabase
    {
        public string Database { get; set; } = "";
        public string Owner { get; set; } = "";
    }

    public sealed class Settings
    {
        public Replication Synchronous { get; set; } = new();
    }

    public sealed class Replication
    {
        public string Method { get; set; } = "";
        public int Number { get; set; }
        public string DataDurability { get; set; } = "";
    }

    public sealed class Spreading
    {
        public bool EnablePodAntiAffinity { get; set; }
        public string TopologyKey { get; set; } = "";
        public string PodAntiAffinityType { get; set; } = "";
    }

    public sealed class Disk
    {
        public string Size { get; set; } = "";
    }
}
