using System.Collections.Concurrent;
using CivicForge.Chain;

namespace CivicForge.Api.Transactions;

/// <summary>Which attempts this process has handed to a node. It is lost with the process on purpose: whoever starts
/// sends the stored bytes again.</summary>
internal sealed class SentAttempts
{
    private readonly ConcurrentDictionary<Hash32, bool> _sent = new();

    public bool Contains(Hash32 hash) => _sent.ContainsKey(hash);

    public void Add(Hash32 hash) => _sent[hash] = true;

    public void Remove(Hash32 hash) => _sent.TryRemove(hash, out _);
}
