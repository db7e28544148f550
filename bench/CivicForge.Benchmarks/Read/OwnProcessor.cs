using System.Globalization;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Benchmarks.Read;

/// <summary>While it lasts, one process has the last processor of this machine for itself as far as the load goes: the
/// load generator and PostgreSQL run on the others, so that its waits are its own.</summary>
/// <remarks>By <c>taskset</c> on process ids, for which no rights are needed: a control group is not everywhere ours to
/// make. Threads and backends that begin later inherit it.</remarks>
internal sealed class OwnProcessor : IAsyncDisposable
{
    private readonly int _process;
    private readonly int _postgres;

    private OwnProcessor(int process, int postgres) => (_process, _postgres) = (process, postgres);

    /// <returns>Null where there is one processor only, or no taskset.</returns>
    internal static async Task<OwnProcessor?> TakeAsync(int process, int postgres)
    {
        var last = Environment.ProcessorCount - 1;
        if (last == 0 || Repository.OnPath("taskset") is null)
        {
            return null;
        }
        await BindAsync([process], $"{last}");
        await BindAsync(Others(postgres), $"0-{last - 1}");
        return new(process, postgres);
    }

    /// <summary>Backends that began meanwhile are set free too.</summary>
    public async ValueTask DisposeAsync() =>
        await BindAsync([_process, .. Others(_postgres)], $"0-{Environment.ProcessorCount - 1}");

    private static IReadOnlyList<int> Others(int postgres) => [.. ProcessorTime.Ids(postgres), Environment.ProcessId];

    private static async Task BindAsync(IReadOnlyList<int> processes, string processors)
    {
        foreach (var process in processes)
        {
            var id = process.ToString(CultureInfo.InvariantCulture);
            try
            {
                await ChildProcess.RunAsync(new("taskset", "-acp", processors, id), CancellationToken.None);
            }
            catch (SandboxException) when (!Directory.Exists($"/proc/{id}"))
            {
                // A backend that has ended meanwhile; its load is gone with it.
                continue;
            }
        }
    }
}
