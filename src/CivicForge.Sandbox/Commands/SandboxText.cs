using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Running;

namespace CivicForge.Sandbox.Commands;

/// <summary>What a started sandbox says of itself.</summary>
internal static class SandboxText
{
    /// <param name="sandbox">Ready.</param>
    /// <param name="end">What to do next, and how to stop.</param>
    public static void Write(RunningSandbox sandbox, string end)
    {
        var port = sandbox.PublicUrl.Port;
        Console.WriteLine(
            $"""

            CivicForge   http://localhost:{port}
            API          http://localhost:{port}/docs
            Chain        {sandbox.ChainUrl.ToString().TrimEnd('/')} (chain id {sandbox.Deployment.ChainId})
            Registry     {sandbox.Deployment.Registry}
            Distributor  {sandbox.Deployment.Distributor}
            Reputation   {sandbox.Deployment.Reputation}
            Data, logs   {sandbox.Folder}

            Wallets with 10,000 ETH here; their keys are public, never use them elsewhere:
              creator    {DevelopmentAccounts.Creator.Address}  {DevelopmentAccounts.Creator.PrivateKey}
              performer  {DevelopmentAccounts.Performer.Address}  {DevelopmentAccounts.Performer.PrivateKey}
              operator   {DevelopmentAccounts.Operator.Address}  {DevelopmentAccounts.Operator.PrivateKey}

            {end}
            """
        );
    }
}
