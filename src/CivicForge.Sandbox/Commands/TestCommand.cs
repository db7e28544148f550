using System.CommandLine;
using CivicForge.Sandbox.Testing;

namespace CivicForge.Sandbox.Commands;

internal static class TestCommand
{
    public static Command Create()
    {
        var parts = new Argument<string[]>("part") { Arity = ArgumentArity.ZeroOrMore, Description = "Parts to run; all without one." };
        var command = new Command("test", "Builds and runs the tests.") { parts };
        command.SetAction((parsed, cancellationToken) =>
            new TestRun(Console.Out, Path.Combine(Repository.Root, "artifacts", "test")).RunAsync(parsed.GetValue(parts) ?? [], TestPart.All, cancellationToken));
        return command;
    }
}
