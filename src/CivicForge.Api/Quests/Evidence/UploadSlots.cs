using CivicForge.Api.Http.Connections;
using CivicForge.Api.Http.Problems;
using CivicForge.Chain;
using Microsoft.Extensions.Options;

namespace CivicForge.Api.Quests.Evidence;

/// <summary>How many uploads run at a time, for a member, an address and all together, in this process. Taken before a
/// byte of the body is read.</summary>
internal sealed class UploadSlots(IOptions<EvidenceOptions> options)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _taken = [];
    private int _all;

    /// <returns>To be disposed when the upload is over.</returns>
    /// <exception cref="RuleViolation">429 <c>rate-limited</c> for the member or the address, 503 <c>unavailable</c>
    /// when all are taken.</exception>
    public IDisposable Take(Address member, ClientNetwork address)
    {
        var limits = options.Value;
        var (memberKey, addressKey) = ($"member {member}", $"address {address.Prefix:x} {address.IsV6}");
        lock (_gate)
        {
            Require("You have", memberKey, limits.UploadsPerMember);
            Require("Your network address has", addressKey, limits.UploadsPerAddress);
            if (_all >= limits.Uploads)
            {
                throw new RuleViolation(
                    ErrorCodes.Unavailable,
                    $"{_all} uploads are running, which is as many as the service takes at a time.",
                    ("limit", limits.Uploads)
                )
                {
                    RetryAfter = RetryAfter,
                };
            }
            Add(memberKey, 1);
            Add(addressKey, 1);
            _all++;
        }

        return new Slot(() => Release(memberKey, addressKey));
    }

    private void Require(string who, string key, int limit)
    {
        if (_taken.GetValueOrDefault(key) >= limit)
        {
            throw new RuleViolation(
                ErrorCodes.RateLimited,
                $"{who} {limit} uploads running; no more are taken at a time.",
                ("limit", limit)
            )
            {
                RetryAfter = RetryAfter,
            };
        }
    }

    private void Release(string memberKey, string addressKey)
    {
        lock (_gate)
        {
            Add(memberKey, -1);
            Add(addressKey, -1);
            _all--;
        }
    }

    private void Add(string key, int change)
    {
        var count = _taken.GetValueOrDefault(key) + change;
        if (count == 0)
        {
            _taken.Remove(key);
        }
        else
        {
            _taken[key] = count;
        }
    }

    private sealed class Slot(Action release) : IDisposable
    {
        private Action? _release = release;

        public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
    }
}
