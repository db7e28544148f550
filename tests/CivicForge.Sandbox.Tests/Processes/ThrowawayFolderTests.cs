using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Tests.Processes;

public class ThrowawayFolderTests
{
    [Fact]
    public void Disposing_removes_the_folder_and_its_lock()
    {
        var folder = ThrowawayFolder.Create();
        File.WriteAllText(Path.Combine(folder.Path, "file"), "");

        folder.Dispose();

        Directory.Exists(folder.Path).ShouldBeFalse();
        File.Exists(folder.Path + ".lock").ShouldBeFalse();
    }

    [Fact]
    public void The_folder_of_a_process_that_was_killed_is_removed_by_the_next_one_and_a_held_one_stays()
    {
        using var held = ThrowawayFolder.Create();
        var left = Directory.CreateDirectory(
            Path.Combine(Path.GetDirectoryName(held.Path)!, $"civicforge-left{Guid.NewGuid():n}")
        );
        File.WriteAllText(left.FullName + ".lock", "");

        using var next = ThrowawayFolder.Create();

        left.Refresh();
        left.Exists.ShouldBeFalse();
        Directory.Exists(held.Path).ShouldBeTrue();
    }
}
