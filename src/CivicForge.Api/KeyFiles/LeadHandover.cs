using CivicForge.Chain;
using CivicForge.Chain.Rpc;

namespace CivicForge.Api.KeyFiles;

/// <summary>Where the steps of replacing a key show.</summary>
/// <param name="Registry">Not asked for a key that no contract knows.</param>
internal sealed record HandoverChain(EthClient Node, Address Registry);

/// <summary>Leads a person through the steps of replacing a key: says what to do, waits until the chain shows it, says
/// the next.</summary>
internal static class LeadHandover
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <param name="chain">Null prints all steps and waits for none.</param>
    public static async Task RunAsync(
        IReadOnlyList<HandoverStep> steps,
        HandoverChain? chain,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        foreach (var step in steps)
        {
            foreach (var line in step.Lines)
            {
                output.WriteLine(line);
            }
            if (chain is null)
            {
                continue;
            }
            output.WriteLine($"Waiting until {step.WaitsFor}. Ctrl-C ends the waiting; the same command goes on.");
            await WaitAsync(step, chain, output, cancellationToken);
            output.WriteLine(step.Done);
        }
    }

    private static async Task WaitAsync(
        HandoverStep step,
        HandoverChain chain,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        string? told = null;
        while (true)
        {
            try
            {
                if (await step.IsDoneAsync(chain.Node, chain.Registry, cancellationToken))
                {
                    return;
                }
            }
            catch (RpcException e) when (e.Retryable)
            {
                if (told != e.Message)
                {
                    output.WriteLine($"Still waiting: {e.Message}");
                }
                told = e.Message;
            }

            await Task.Delay(Poll, cancellationToken);
        }
    }
}
