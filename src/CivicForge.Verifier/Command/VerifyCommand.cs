using System.CommandLine;
using CivicForge.Chain.Rpc;

namespace CivicForge.Verifier.Command;

/// <summary><c>civicforge verify FILE|URL [--rpc URL] [--registry CHAIN:ADDRESS] [--finality N]
/// [--offline] [--json]</c>. Exit codes: 0 valid, 1 invalid,
/// 2 inconclusive, 64 bad arguments or nothing to read.</summary>
internal static class VerifyCommand
{
    internal const int Usage = 64;

    /// <summary>Longest time for all of it.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>No answer that the verification needs is nearly as long.</summary>
    private const long LargestAnswer = 8 << 20;

    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    internal static async Task<int> RunAsync(
        string[] arguments,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellationToken
    )
    {
        var source = new Argument<string>("FILE|URL")
        {
            Description = "The proof: a file, - for standard input, or the URL of a proof.",
        };
        var rpc = new Option<string?>("--rpc")
        {
            HelpName = "URL",
            Description = "JSON-RPC endpoint of a node you trust (default: CIVICFORGE_RPC).",
        };
        var registry = new Option<string?>("--registry")
        {
            HelpName = "CHAIN:ADDRESS",
            Description = "Trust this AttestationRegistry and no other.",
        };
        var finality = new Option<string?>("--finality")
        {
            HelpName = "N",
            Description =
                "Take blocks N below the head for final, on chains without the tag (default: what the trusted "
                + "deployment publishes, else the tag).",
        };
        var offline = new Option<bool>("--offline")
        {
            Description = "Ask no node: check everything but anchor, contract-code, time and revocation.",
        };
        var json = new Option<bool>("--json") { Description = "Print { \"verdict\", \"steps\" } instead of text." };
        var root = new RootCommand(
            "Verifies a CivicForge proof file without the service that issued it.\nExit codes: 0 valid, 1 invalid, "
                + "2 inconclusive, 64 bad arguments or unreadable file."
        )
        {
            source,
            rpc,
            registry,
            finality,
            offline,
            json,
        };
        var parsed = root.Parse(arguments);
        if (parsed.Action is not null && parsed.Errors.Count == 0)
        {
            return await parsed
                .InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, cancellationToken)
                .ConfigureAwait(false);
        }
        if (parsed.Errors.Count > 0)
        {
            return Refuse(error, string.Join(' ', parsed.Errors.Select(e => e.Message)));
        }

        TrustedDeployment? named = null;
        if (parsed.GetValue(registry) is { } text && !TrustedDeployment.TryParse(text, "--registry", out named))
        {
            return Refuse(
                error,
                $"--registry {text} is not CHAIN:ADDRESS, e.g. 1:0x5FbDB2315678afecb367f032d93F642f64180aa3 (a "
                    + "mixed-case address needs its EIP-55 checksum)."
            );
        }
        Finality? final = null;
        if (parsed.GetValue(finality) is { } depth && !Finality.TryParse(depth, out final))
        {
            return Refuse(error, $"--finality {depth} is neither a number of blocks nor 'finalized'.");
        }
        if (!TryNode(parsed.GetValue(rpc), parsed.GetValue(offline), out var node, out var reason))
        {
            return Refuse(error, reason);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var proof = await ProofSource.ReadAsync(parsed.GetValue(source)!, limit.Token).ConfigureAwait(false);
            IReadOnlyList<TrustedDeployment> trusted = named is not null
                ? [named]
                : [.. TrustedDeployment.BuiltIn, .. proof.Deployment is { } d ? [d] : Array.Empty<TrustedDeployment>()];
            var report = await new ProofVerifier(trusted, node, parsed.GetValue(offline), final)
                .VerifyAsync(proof.Bytes, limit.Token)
                .ConfigureAwait(false);
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonReport.Of(report)).ConfigureAwait(false);
            }
            else
            {
                TextReport.Write(report, output, parsed.GetValue(offline), Terminal.Colour);
            }
            return report.Verdict.ExitCode();
        }
        catch (UnreadableSourceException e)
        {
            return Refuse(error, e.Message);
        }
        catch (Exception e) when (e.GetBaseException() is DllNotFoundException missing)
        {
            return Refuse(error, missing.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Undecided(
                error,
                $"The verification did not end within {Limit.TotalSeconds:0} seconds, so nothing is decided. Name "
                    + "another node with --rpc URL."
            );
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever a file, a server or a node made us fall over: it is not decided, and it is never a crash.
            return Undecided(
                error,
                $"The verification stopped at an unexpected fault, so nothing is decided ({e.GetType().Name}: "
                    + $"{e.Message})."
            );
        }
    }

    private static bool TryNode(string? option, bool offline, out EthClient? node, out string reason)
    {
        (node, reason) = (null, "");
        var text =
            option
            ?? (Environment.GetEnvironmentVariable("CIVICFORGE_RPC") is { Length: > 0 } variable ? variable : null);
        if (offline || text is null)
        {
            return true;
        }
        if (!NodeUrl.TryParse(text, out var url))
        {
            reason = $"{(option is null ? "CIVICFORGE_RPC" : "--rpc")} {text} is no http(s) URL of a node.";
            return false;
        }

        var http = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        node = new EthClient(http, url, CallTimeout, LargestAnswer);
        return true;
    }

    private static int Undecided(TextWriter error, string reason)
    {
        error.WriteLine($"civicforge verify: {PrintableText.Of(reason)}");
        return Verdict.Inconclusive.ExitCode();
    }

    private static int Refuse(TextWriter error, string reason)
    {
        error.WriteLine($"civicforge verify: {PrintableText.Of(reason)}");
        error.WriteLine(
            "Usage: civicforge verify FILE|URL [--rpc URL] [--registry CHAIN:ADDRESS] [--finality N] "
                + "[--offline] [--json]"
        );
        return Usage;
    }
}
