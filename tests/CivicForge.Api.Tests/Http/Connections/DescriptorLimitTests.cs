using System.Net;
using CivicForge.Api.Http.Connections;

namespace CivicForge.Api.Tests.Http.Connections;

public sealed class DescriptorLimitTests
{
    [Theory]
    [InlineData(16_000, 1_048_576L, 16_000)]
    [InlineData(16_000, 20_000L, 16_000)]
    [InlineData(16_000, 16_384L, 15_360)]
    [InlineData(16_000, 1_024L, 512)]
    [InlineData(16_000, 256L, 128)]
    [InlineData(100, 1_024L, 100)]
    [InlineData(16_000, long.MaxValue, 16_000)]
    [InlineData(16_000, null, 16_000)]
    public void Connections_leave_room_foreverything_else_that_needs_a_descriptor(
        int wanted,
        long? descriptors,
        int held
    ) => DescriptorLimit.Fit(wanted, descriptors).ShouldBe(held);

    [Fact]
    public void The_limit_of_this_process_is_read() => DescriptorLimit.Read()!.Value.ShouldBeGreaterThan(100);

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:3::7", false)]
    [InlineData("::1", "0.0.0.1", false)]
    public void An_address_is_counted_alone_and_of_IPv6_what_one_client_owns(string one, string other, bool areOne) =>
        (ClientNetwork.Of(IPAddress.Parse(one)) == ClientNetwork.Of(IPAddress.Parse(other))).ShouldBe(areOne);
}
