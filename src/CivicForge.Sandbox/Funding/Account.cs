using System.Numerics;
using CivicForge.Chain;

namespace CivicForge.Sandbox.Funding;

/// <summary>A key of the service, what it has and what it needs, in wei.</summary>
/// <param name="Use">What it pays, for people.</param>
internal sealed record Account(string Name, Address Address, BigInteger Has, BigInteger Needs, string Use)
{
    public BigInteger Missing => BigInteger.Max(BigInteger.Zero, Needs - Has);

    public override string ToString() =>
        $"{Name, -8}  {Address} has {Ether.Text(Has)}, needs {Ether.Text(Needs)} ({Use}): "
        + (Missing.IsZero ? "enough." : $"{Ether.Text(Missing)} is missing.");
}
