using CivicForge.Chain.Crypto;

namespace CivicForge.Benchmarks.Verify;

/// <summary>P1: checking one attestation (hash, recover, compare the address) against the bare library calls and
/// against what a user would run.</summary>
internal static class VerifySuite
{
    private const int Rounds = 31,
        PerRound = 400,
        OnEach = 1200,
        PeersPerRound = 25;
    private static readonly string[] PeerNames = ["viem", "ethers", "EAS SDK"];

    internal static async Task<IReadOnlyList<Row>> RunAsync()
    {
        var work = new SignedAttestations();
        using var node = NodePeer.Start("verify", "verify.mjs");
        BareProcess[] processes = [new(), new()];
        var (ours, bare, both, bareBoth) = (new Sample(), new Sample(), new Sample(), new Sample());
        var peers = PeerNames.ToDictionary(name => name, _ => new Sample());
        var (nethereum, inProcess) = (work.Nethereum(), new Sample());
        nethereum.Verify(200);
        foreach (var name in PeerNames)
        {
            await node.RunAsync(new { peer = name, repeat = 200 });
        }
        foreach (var process in processes)
        {
            await process.RecoverAsync(5 * PerRound);
        }
        for (var i = 0; i < 5; i++)
        {
            _ = (work.Verify(0, PerRound), work.RecoverBare(0, PerRound));
        }

        for (var round = 0; round < Rounds; round++)
        {
            bare.Add(Sample.Microseconds(() => work.RecoverBare(0, PerRound)) / PerRound);
            ours.Add(Sample.Microseconds(() => work.Verify(0, PerRound)) / PerRound);
            both.Add(VerifyOnTwoThreads(work) / (2 * OnEach));
            bareBoth.Add((await Task.WhenAll(processes.Select(p => p.RecoverAsync(OnEach)))).Max() / (2 * OnEach));
            inProcess.Add(Sample.Microseconds(() => nethereum.Verify(PeersPerRound)) / PeersPerRound);
            foreach (var (name, sample) in peers)
            {
                sample.Add(
                    (await node.RunAsync(new { peer = name, repeat = PeersPerRound })).Nanoseconds
                        / 1000
                        / PeersPerRound
                );
            }
        }

        foreach (var process in processes)
        {
            process.Dispose();
        }
        var medians = peers.ToDictionary(p => p.Key, p => p.Value.Median);
        var toBare = Row.Round(ours.MedianRatioTo(bare));
        var row = Row.LessIsBetter(
            "P1",
            "verify one attestation: EIP-712 hash, recover, address",
            "µs",
            ours,
            bare,
            medians,
            mostOfLimit: 1.1,
            timesBestPeer: 40
        );
        var speedUp = Row.Round(ours.MedianRatioTo(both));
        return
        [
            row with
            {
                RatioToLimit = toBare,
                Met = toBare <= 1.1 && row.RatioToBestPeer >= 40,
            },
            new Row(
                "P1",
                "the same on two threads, per attestation: ours must be 1.9 times faster than on one (limit: bare, "
                    + "two processes)",
                "µs",
                Row.Round(both.Median),
                Row.Round(bareBoth.Median),
                new Dictionary<string, double>(),
                Row.Round(both.MedianRatioTo(bareBoth)),
                null,
                Environment.ProcessorCount < 2 ? null : speedUp >= 1.9,
                [Row.Round(both.Least), Row.Round(both.Greatest)]
            ),
            Row.LessIsBetter(
                "P1",
                "the same beside Nethereum, in one process",
                "µs",
                ours,
                null,
                new Dictionary<string, double> { ["Nethereum"] = inProcess.Median },
                null,
                null
            ),
            Times("times faster on two threads than on one", speedUp),
            Times(
                "times faster bare libsecp256k1 is in two processes than in one",
                Row.Round(bare.MedianRatioTo(bareBoth))
            ),
            Hashing(work),
        ];
    }

    /// <summary>Microseconds from when both threads stand ready until both are done.</summary>
    private static double VerifyOnTwoThreads(SignedAttestations work)
    {
        using var ready = new Barrier(2);
        var other = new Thread(() =>
        {
            ready.SignalAndWait();
            work.Verify(OnEach, OnEach);
        });
        other.Start();
        ready.SignalAndWait();
        return Sample.Microseconds(() =>
        {
            work.Verify(0, OnEach);
            other.Join();
        });
    }

    private static Row Times(string name, double times) =>
        new("P1", name, "×", times, null, new Dictionary<string, double>(), null, null, null, [times, times]);

    private static Row Hashing(SignedAttestations work)
    {
        var sample = new Sample();
        for (var round = 0; round < Rounds; round++)
        {
            sample.Add(Sample.Microseconds(() => work.Hash(PerRound)) * 1000 / PerRound);
        }
        return Row.LessIsBetter(
            "P1",
            "of which the EIP-712 digest",
            "ns",
            sample,
            null,
            new Dictionary<string, double>(),
            null,
            null
        );
    }
}
