using CivicForge.Sandbox.Environments;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Tests.Releasing;

/// <summary>Environments in a folder that is thrown away.</summary>
internal sealed class ReleasePlaces : IDisposable
{
    private readonly ThrowawayFolder _folder = ThrowawayFolder.Create();

    public string Home => _folder.Path;

    public ReleaseEnvironment Make(string name, string more = "")
    {
        File.WriteAllText(Path.Combine(Home, "env"), "");
        File.WriteAllText(
            Path.Combine(Home, name + ".json"),
            $$"""{ "url": "http://127.0.0.1:1", "project": "none", "env": "env"{{more}} }"""
        );
        return ReleaseEnvironment.Read(name, Home);
    }

    public void Dispose() => _folder.Dispose();
}
