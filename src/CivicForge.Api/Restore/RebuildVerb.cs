using CivicForge.Api.Attestations;
using CivicForge.Api.Members;
using CivicForge.Chain.Rpc;
using CivicForge.Hosting;
using CivicForge.Hosting.Database;

namespace CivicForge.Api.Restore;

/// <summary>The verb <c>rebuild</c>, after a restore that lost minutes and before anchorer, api and worker start: takes
/// over what the chain has of them, and says what is lost. It may be run again.</summary>
internal static class RebuildVerb
{
    /// <exception cref="ConfigurationException">A setting is missing, or an anchorer runs.</exception>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(arguments).Build();
        var owner = DatabaseConnection.Read(configuration, "Owner", "a connection of the database's owner");
        var chain = ChainOptions.Read(configuration);
        var attestations = AttestationOptions.Read(configuration, chain);
        var members = configuration.GetSection("Members").Get<MemberOptions>() ?? new MemberOptions();
        var report = await new RebuildGap(
            owner,
            new EthClient(chain.RpcUrl),
            chain,
            new RebuiltPairs(attestations, new ReceiptSigner(configuration, attestations), members.IsPaidAtOnce),
            output
        ).RunAsync(cancellationToken);
        await output.WriteLineAsync(
            $"rebuild: {report.Batches} batches with {report.Pairs} pairs were taken over from the chain, "
                + $"{report.LostPairs} of them had been lost; {report.Lost} things cannot be rebuilt"
        );
        return ExitCodes.Success;
    }
}
