namespace CivicForge.Sandbox.Tests;

public class RepositoryTests
{
    [Fact]
    public void The_root_is_the_nearest_folder_above_that_holds_the_solution() =>
        File.Exists(Path.Combine(Repository.Find(null, AppContext.BaseDirectory), "CivicForge.sln")).ShouldBeTrue();

    [Fact]
    public void A_root_given_by_the_environment_wins() =>
        Repository.Find(Repository.Root, Path.GetTempPath()).ShouldBe(Repository.Root);

    [Fact]
    public void Outside_a_checkout_the_error_says_how_to_name_one() =>
        Should
            .Throw<MissingToolException>(() => Repository.Find(null, Path.GetTempPath()))
            .Message.ShouldContain("CIVICFORGE_ROOT");

    [Fact]
    public void A_wrong_root_in_the_environment_is_an_error_not_a_guess() =>
        Should
            .Throw<MissingToolException>(() => Repository.Find(Path.GetTempPath(), AppContext.BaseDirectory))
            .Message.ShouldContain(Path.GetTempPath());

    [Fact]
    public void A_missing_foundry_tool_names_the_command_that_installs_it() =>
        Should
            .Throw<MissingToolException>(() => Repository.FoundryTool("no-such-tool"))
            .Message.ShouldContain("npm ci --ignore-scripts");
}
