using CivicForge.Sandbox.Developing;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Tests.Developing;

public sealed class SourceChangesTests : IDisposable
{
    private readonly ThrowawayFolder _folder = ThrowawayFolder.Create();

    [Fact]
    public async Task Files_that_are_saved_together_are_one_change_and_what_a_build_writes_is_none()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "CivicForge.Api", "Quests"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "CivicForge.Api", "obj"));
        using var changes = new SourceChanges(_folder.Path);

        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "CivicForge.Api", "obj", "Made.cs"), "made");
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "CivicForge.Api", "notes.txt"), "no source");
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "CivicForge.Api", "Quests", "Quest.cs"), "one");
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "CivicForge.Api", "Quests", "new.sql"), "another");

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        (await changes.NextAsync(patience.Token)).ShouldBe(
            ["CivicForge.Api/Quests/Quest.cs", "CivicForge.Api/Quests/new.sql"],
            ignoreOrder: true
        );
    }

    [Theory]
    [InlineData("CivicForge.Api/Quests/Quest.cs", "CivicForge.Api")]
    [InlineData("CivicForge.Indexer/Following/NextStep.cs", "CivicForge.Indexer")]
    [InlineData("CivicForge.Chain/Hex.cs", "CivicForge.Api CivicForge.Indexer")]
    [InlineData("CivicForge.Verifier/Program.cs", "")]
    [InlineData("", "CivicForge.Api CivicForge.Indexer")]
    public void A_file_restarts_the_programs_that_it_is_part_of(string file, string programs) =>
        string.Join(' ', RestartOnChange.Affected(file)).ShouldBe(programs);

    public void Dispose() => _folder.Dispose();
}
