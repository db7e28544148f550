using System.Net;
using System.Text;
using System.Text.Json;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Demo;
using CivicForge.Sandbox.Processes;

namespace CivicForge.EndToEnd.Compose;

/// <summary>A service that <c>docker compose up</c> started, and what members and verifiers do with it.</summary>
internal static class ComposedService
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Walks the journey, ended by the audit; fails with everything that was printed.</summary>
    public static async Task WalkAsync(this ComposeProject project)
    {
        var output = new StringWriter();
        var exitCode = await new Journey(project.Url, project.AuditAsync, output)
        {
            Patience = TimeSpan.FromMinutes(3),
        }.RunAsync(Token);
        exitCode.ShouldBe(0, $"{output}\n{(await project.TryAsync("logs", "--no-color", "--tail", "30")).Text}");
    }

    /// <summary>The proof file of the newest pair in the public log.</summary>
    public static async Task<byte[]> ProofAsync(this ComposeProject project)
    {
        var log = await Http.GetStringAsync(new Uri(project.Url, "/api/v1/log"), Token);
        using var newest = JsonDocument.Parse(log.TrimEnd().Split('\n')[^1]);
        var quest = newest.RootElement.GetProperty("questId").GetString();
        return await Http.GetByteArrayAsync(new Uri(project.Url, $"/api/v1/quests/{quest}/proof"), Token);
    }

    /// <summary>A stranger's check: the command, the file, and the node.</summary>
    public static async Task VerifyAsync(this ComposeProject project, byte[] proof)
    {
        using var folder = ThrowawayFolder.Create();
        var file = Path.Combine(folder.Path, "proof.json");
        await File.WriteAllBytesAsync(file, proof, Token);
        using var document = JsonDocument.Parse(proof);
        var domain = document.RootElement.GetProperty("domain");
        var verdict = await Engine.TryAsync(
            "dotnet",
            Repository.Program("CivicForge.Verifier"),
            file,
            "--rpc",
            new Uri(project.Url, "/rpc").ToString(),
            "--registry",
            $"{domain.GetProperty("chainId").GetInt64()}:{domain.GetProperty("verifyingContract").GetString()}"
        );
        verdict.ExitCode.ShouldBe(0, verdict.Text);
    }

    /// <summary>Neither can a shell be started in the image, nor is one needed.</summary>
    public static async Task HasNoShellAsync(this ComposeProject project)
    {
        var api = (await project.ContainersAsync("api")).ShouldHaveSingleItem();
        (await Engine.TryAsync("docker", "exec", api, "sh", "-c", "true")).ExitCode.ShouldNotBe(0);
    }

    /// <summary>The chain's accounts are unlocked: it answers programs and the site's own page. Whatever comes under
    /// another name is led to the site.</summary>
    public static async Task IsClosedToOtherPagesAsync(this ComposeProject project)
    {
        (await AskChainAsync(project.Url, null)).ShouldBe(HttpStatusCode.OK);
        (await AskChainAsync(project.Url, project.Url.GetLeftPart(UriPartial.Authority))).ShouldBe(HttpStatusCode.OK);
        (await AskChainAsync(project.Url, "http://other.example")).ShouldBe(HttpStatusCode.Forbidden);

        using var rebound = new HttpRequestMessage(HttpMethod.Get, new Uri(project.Url, "/api/v1/log"));
        rebound.Headers.Host = $"other.example:{project.Port}";
        using var answer = await Http.SendAsync(rebound, Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location.ShouldBe(new Uri(project.Url, "/api/v1/log"));
    }

    /// <summary>What a path is answered with.</summary>
    public static async Task<HttpStatusCode> AskAsync(this ComposeProject project, string path)
    {
        using var answer = await Http.GetAsync(new Uri(project.Url, path), Token);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> AskChainAsync(Uri url, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, "/rpc"))
        {
            Content = new StringContent(
                """{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}""",
                Encoding.UTF8,
                "application/json"
            ),
        };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }
        using var answer = await Http.SendAsync(request, Token);
        return answer.StatusCode;
    }
}
