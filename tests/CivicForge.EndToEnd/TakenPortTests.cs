using System.Net;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Running;

namespace CivicForge.EndToEnd;

public class TakenPortTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_is_not_taken_for_ready_when_somebody_else_answers_on_its_port()
    {
        await using var sandbox = await RunningSandbox.StartAsync(new(), null, Token);
        await sandbox.Anchorer.KillAsync();
        using var other = new HttpListener { Prefixes = { sandbox.Anchorer.Url.ToString() } };
        other.Start();
        var answers = AnswerAsync(other);

        var failure = await Should.ThrowAsync<SandboxException>(sandbox.Anchorer.RestartAsync(Token));

        failure.Message.ShouldContain("address already in use");
        other.Stop();
        await answers;
    }

    /// <summary>Says 200 to everything.</summary>
    private static async Task AnswerAsync(HttpListener listener)
    {
        try
        {
            while (true)
            {
                (await listener.GetContextAsync()).Response.Close();
            }
        }
        catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }
}
