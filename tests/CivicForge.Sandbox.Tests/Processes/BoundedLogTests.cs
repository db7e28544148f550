using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Tests.Processes;

public sealed class BoundedLogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("civicforge-log");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_log_keeps_its_last_lines_in_two_files_of_bounded_size()
    {
        var path = Path.Combine(_folder.FullName, "api.log");
        using (var log = new BoundedLog(path, maxBytes: 10_000))
        {
            for (var line = 0; line < 5_000; line++)
            {
                log.WriteLine($"line {line}");
            }
        }

        _folder.GetFiles().Select(file => file.Name).Order().ShouldBe(["api.log", "api.log.1"]);
        _folder.GetFiles().ShouldAllBe(file => file.Length < 10_100);
        File.ReadLines(path).Last().ShouldBe("line 4999");
        (
            int.Parse(File.ReadLines(path).First()[5..], null)
            - int.Parse(File.ReadLines(path + ".1").Last()[5..], null)
        ).ShouldBe(1);
    }

    [Fact]
    public void What_is_there_stays_and_a_line_that_is_too_long_is_cut()
    {
        var path = Path.Combine(_folder.FullName, "api.log");
        File.WriteAllText(path, "before\n");
        using (var log = new BoundedLog(path))
        {
            log.WriteLine(new string('x', 10_000_000));
        }

        var lines = File.ReadAllLines(path);
        lines[0].ShouldBe("before");
        lines[1].Length.ShouldBe(64 * 1024 + 1);
    }
}
