using System.CommandLine;
using CivicForge.Sandbox.Environments;

namespace CivicForge.Sandbox.Commands;

/// <summary>How commands name an environment.</summary>
internal static class EnvironmentOptions
{
    /// <summary>The option <c>--environments</c>: the folder with their files.</summary>
    public static Option<string> Folder() =>
        new("--environments") { DefaultValueFactory = _ => ReleaseEnvironment.DefaultHome };

    /// <summary>The option <c>--image</c>.</summary>
    public static Option<string?> Image() => new("--image");

    public static Argument<string> Name() => new("environment");
}
