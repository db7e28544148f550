using System.CommandLine;
using System.Globalization;
using System.Numerics;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Sandbox.Deploying;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Funding;

namespace CivicForge.Sandbox.Commands;

/// <summary><c>fund</c>: what the keys have and need, and, with a key to pay from, sends the difference. Run again, it
/// sends nothing that is there already.</summary>
internal static class FundCommand
{
    public static Command Create()
    {
        var rpc = UrlOption.Create("--rpc");
        var (anchorer, payout) = (new Option<string?>("--anchorer"), new Option<string?>("--payout"));
        var (days, pairs) = (Number("--days", 30, most: 3650), Number("--pairs", 100, most: 100_000_000));
        var (from, passphrase) = (new Option<string?>("--from"), new Option<string?>("--passphrase"));
        var chain = new Option<ulong?>("--chain");
        var data = DataOption.Create();
        var command = new Command("fund", "Says what the keys need, and sends it.")
        {
            rpc,
            anchorer,
            payout,
            days,
            pairs,
            from,
            passphrase,
            chain,
            data,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var target = FundingTarget.Find(
                    parsed.GetValue(rpc),
                    parsed.GetValue(anchorer),
                    parsed.GetValue(payout),
                    parsed.GetValue(data)!
                );
                var payer = DeployerKey.Read(parsed.GetValue(from), parsed.GetValue(passphrase), KeyUse.Funding);
                var client = new EthClient(target.Rpc);
                var chainId = await client.ChainIdAsync(cancellationToken);
                var accounts = await AccountsAsync(
                    client,
                    target,
                    chainId,
                    parsed.GetValue(days),
                    parsed.GetValue(pairs),
                    cancellationToken
                );
                foreach (var account in accounts)
                {
                    Console.WriteLine(account);
                }
                Account[] poor = [.. accounts.Where(account => account.Missing > 0)];
                if (poor.Length == 0)
                {
                    Console.WriteLine("Nothing is missing.");
                    return 0;
                }
                if (payer is null)
                {
                    Console.WriteLine(WhatToDo(poor, chainId));
                    return 1;
                }
                await SendAsync(client, Allowed(payer, chainId, parsed.GetValue(chain)), poor, cancellationToken);
                return 0;
            }
        );
        return command;
    }

    private static async Task<Account[]> AccountsAsync(
        EthClient client,
        FundingTarget target,
        ulong chainId,
        int days,
        int pairs,
        CancellationToken cancellationToken
    )
    {
        var needs = new FundingNeeds(days, pairs, await FundingNeeds.GasPriceAsync(client, cancellationToken));
        Console.WriteLine(
            $"Chain {chainId}, {pairs} pairs a day for {days} days at {Gwei(needs.GasPrice)} gwei per gas, as now:"
        );
        Task<BigInteger> Has(Address address) => client.GetBalanceAsync(address, BlockId.Latest, cancellationToken);
        return
        [
            new(
                "anchorer",
                target.Anchorer,
                await Has(target.Anchorer),
                needs.Anchorer,
                $"{needs.AnchorsPerDay} anchors a day"
            ),
            new("payout", target.Payout, await Has(target.Payout), needs.Payout, $"{pairs} claims a day"),
        ];
    }

    private static string WhatToDo(IReadOnlyList<Account> poor, ulong chainId) =>
        string.Join(
            '\n',
            poor.Select(account => $"Send {Ether.Text(account.Missing)} to {account.Address} on chain {chainId}.")
        ) + "\nOr have it sent: the same command with --from KEYFILE [--passphrase FILE].";

    /// <summary>On a chain that may be worth something the chain is named, too: a wrong node must not cost
    /// coins.</summary>
    private static PrivateKey Allowed(DeployerKey payer, ulong chainId, ulong? named)
    {
        var isLocal = chainId == DevelopmentAccounts.ChainId;
        if (named is not null ? named != chainId : !isLocal)
        {
            throw new SandboxException(
                named is null
                    ? $"Chain {chainId} may be worth something. Nothing was sent. Say that you mean it: "
                        + $"--chain {chainId}."
                    : $"The node is of chain {chainId}, not {named}. Nothing was sent."
            );
        }
        return payer.Require(isLocal, KeyUse.Funding);
    }

    private static async Task SendAsync(
        EthClient client,
        PrivateKey payer,
        IReadOnlyList<Account> poor,
        CancellationToken cancellationToken
    )
    {
        var (mined, pending) = (
            await client.GetTransactionCountAsync(payer.Address, BlockId.Latest, cancellationToken),
            await client.GetTransactionCountAsync(payer.Address, BlockId.Pending, cancellationToken)
        );
        if (pending > mined)
        {
            throw new SandboxException(
                $"A transaction of {payer.Address} is on its way, perhaps of a run before. Nothing was sent. Run this "
                    + "again once it is in a block."
            );
        }
        foreach (var account in poor)
        {
            await Deployment.FundAsync(client, payer, account.Address, account.Needs, cancellationToken);
            Console.WriteLine($"Sent {Ether.Text(account.Missing)} to {account.Name} {account.Address}.");
        }
    }

    private static string Gwei(BigInteger wei) =>
        ((decimal)wei / 1_000_000_000).ToString("0.###", CultureInfo.InvariantCulture);

    private static Option<int> Number(string name, int value, int most) =>
        new(name)
        {
            DefaultValueFactory = _ => value,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (
                    int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number >= 1
                    && number <= most
                )
                {
                    return number;
                }
                result.AddError($"{name} is {text}. Give a number from 1 to {most}.");
                return value;
            },
        };
}
