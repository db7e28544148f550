using CivicForge.Api.WebApp;
using Microsoft.Extensions.FileProviders;

namespace CivicForge.Api.Tests.WebApp;

public sealed class FilesInMemoryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("civicforge-files");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_is_given_without_a_descriptor_and_anew_when_it_changed()
    {
        var path = Path.Combine(_folder.FullName, "app.js");
        File.WriteAllText(path, "one");
        using var disk = new PhysicalFileProvider(_folder.FullName);
        var files = new FilesInMemory(disk);
        var first = files.GetFileInfo("/app.js");
        (first.PhysicalPath, Read(first)).ShouldBe((null, "one"));
        files.GetFileInfo("/app.js").ShouldBeSameAs(first);
        File.WriteAllText(path, "another");
        Read(files.GetFileInfo("/app.js")).ShouldBe("another");
        files.GetFileInfo("/absent.js").Exists.ShouldBeFalse();
        File.Delete(path);
        files.GetFileInfo("/app.js").Exists.ShouldBeFalse();
    }

    private static string Read(IFileInfo file)
    {
        using var reader = new StreamReader(file.CreateReadStream());
        return reader.ReadToEnd();
    }
}
