using CivicForge.Api.Members;
using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Identity;

/// <summary>A signed-in device: a family of refresh tokens, each good for one use. Using one twice, and not because the
/// answer was just lost, revokes the family (RFC 9700 §4.14.2).</summary>
internal sealed class Session
{
    public required Guid Id { get; init; }
    public required Address Member { get; init; }
    public string? UserAgent { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset LastUsedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>A refresh token by its SHA-256; the token itself is only with the member.</summary>
internal sealed class RefreshToken
{
    public required Hash32 TokenHash { get; init; }
    public required Guid SessionId { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }
    public DateTimeOffset? UsedAt { get; init; }
}

/// <summary>A sign-in nonce (EIP-4361), alive until <see cref="ExpiresAt"/> or its use, which deletes it.</summary>
internal sealed class SignInNonce
{
    public required string Nonce { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class SessionConfiguration
    : IEntityTypeConfiguration<Session>,
        IEntityTypeConfiguration<RefreshToken>,
        IEntityTypeConfiguration<SignInNonce>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("sessions");
        builder.HasKey(s => s.Id);
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.Member).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.Member);
    }

    public void Configure(EntityTypeBuilder<RefreshToken> builder)
    {
        builder.ToTable("refresh_tokens");
        builder.HasKey(t => t.TokenHash);
        builder.HasOne<Session>().WithMany().HasForeignKey(t => t.SessionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(t => t.SessionId);
    }

    public void Configure(EntityTypeBuilder<SignInNonce> builder)
    {
        builder.ToTable("sign_in_nonces");
        builder.HasKey(n => n.Nonce);
        builder.HasIndex(n => n.ExpiresAt);
    }
}
