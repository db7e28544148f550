using System.Globalization;

namespace CivicForge.Sandbox.Releasing;

/// <summary>What a release did, for people: one file, and the same lines on the screen.</summary>
internal sealed class ReleaseLog(string file, TextWriter output, TimeProvider time)
{
    private string _step = "";

    public string File => file;

    /// <summary>What follows belongs to this step.</summary>
    public void Begin(string step) => _step = step;

    public void Say(string text)
    {
        var at = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        foreach (var line in text.TrimEnd().Split('\n'))
        {
            var whole = $"{at}  {_step, -9} {line.TrimEnd()}";
            System.IO.File.AppendAllText(file, whole + "\n");
            output.WriteLine(whole);
        }
    }
}
