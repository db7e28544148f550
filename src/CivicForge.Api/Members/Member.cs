using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Members;

/// <summary>A wallet that has signed in at least once. Points are not here: a balance is the sum of its ledger
/// entries.</summary>
internal sealed class Member
{
    private Member() { }

    public Member(Address address, DateTimeOffset now) => (Address, CreatedAt) = (address, now);

    public Address Address { get; private set; }
    public string? DisplayName { get; set; }
    public string? Bio { get; set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? ErasedAt { get; private set; }
}

internal sealed class MemberConfiguration : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> builder)
    {
        builder.ToTable("members");
        builder.HasKey(m => m.Address);
    }
}
