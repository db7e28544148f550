using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Running;

namespace CivicForge.Sandbox.Tests.Running;

/// <summary>Clusters in the cache must not outlive the temporary folders they belong to, and never go before
/// them.</summary>
public sealed class CachedClustersTests : IDisposable
{
    private readonly ThrowawayFolder _folder = ThrowawayFolder.Create();

    private CachedClusters Clusters => new(Path.Combine(_folder.Path, "clusters"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_cluster_of_a_temporary_folder_that_was_deleted_is_removed()
    {
        var data = Data("gone");
        var cluster = Made(data);
        Directory.Delete(data, recursive: true);

        Clusters.Sweep();

        Directory.Exists(cluster).ShouldBeFalse();
        Directory.EnumerateFileSystemEntries(Path.Combine(_folder.Path, "clusters")).ShouldBeEmpty();
    }

    [Fact]
    public void A_cluster_whose_folder_is_there_stays()
    {
        var cluster = Made(Data("here"));

        Clusters.Sweep();

        File.Exists(Path.Combine(cluster, "PG_VERSION")).ShouldBeTrue();
    }

    [Fact]
    public void A_cluster_of_a_folder_that_is_not_temporary_stays_although_its_folder_cannot_be_seen()
    {
        var cluster = Made("/media/a-disk-that-is-not-mounted/data");

        Clusters.Sweep();

        Directory.Exists(cluster).ShouldBeTrue();
    }

    [Fact]
    public void A_folder_that_moved_takes_its_cluster_along()
    {
        var cluster = Made(Data("before"), "the-id");
        Directory.Move(Data("before"), Path.Combine(_folder.Path, "after"));

        Clusters.Of(Path.Combine(_folder.Path, "after"), "the-id").ShouldBe(cluster);
        Clusters.Sweep();

        Directory.Exists(cluster).ShouldBeTrue();
    }

    [Fact]
    public void Sweeping_a_cache_that_was_never_used_does_nothing() => Clusters.Sweep();

    [Fact]
    public void A_removed_cluster_leaves_nothing()
    {
        Made(Data("fresh"), "the-id");

        Clusters.Remove("the-id");
        Clusters.Remove("the-id");

        Directory.EnumerateFileSystemEntries(Path.Combine(_folder.Path, "clusters")).ShouldBeEmpty();
    }

    private string Data(string name) => Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;

    private string Made(string data, string? id = null)
    {
        var cluster = Clusters.Of(data, id ?? Path.GetFileName(data));
        Directory.CreateDirectory(cluster);
        File.WriteAllText(Path.Combine(cluster, "PG_VERSION"), "18");
        return cluster;
    }
}
