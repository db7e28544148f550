using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Running;

/// <summary>The four processes of the product, started beside each other: all of them run, or none.</summary>
internal sealed record ServiceProcesses(
    ServiceProcess Api,
    ServiceProcess Anchorer,
    ServiceProcess Worker,
    ServiceProcess Indexer
)
{
    /// <param name="port">Of role api; the others take any.</param>
    /// <param name="indexed">What has to be done between the start of the indexer and that of the others; null starts
    /// all at once.</param>
    public static async Task<ServiceProcesses> StartAsync(
        ServiceSettings settings,
        DataFolder folder,
        int port,
        Func<Task>? indexed,
        CancellationToken cancellationToken
    )
    {
        var indexer = ServiceProcess.StartAsync(
            "indexer",
            Repository.Program("CivicForge.Indexer"),
            [],
            Ports.Free(),
            settings.Indexer(),
            folder.Log("indexer"),
            cancellationToken
        );
        var before = indexed is null ? Task.CompletedTask : ThenAsync(indexer, indexed);
        var starting = new[]
        {
            Role("api", port, settings.Api()),
            Role("anchorer", Ports.Free(), settings.Anchorer()),
            Role("worker", Ports.Free(), settings.Worker()),
            indexer,
        };
        try
        {
            var started = await Task.WhenAll(starting);
            return new ServiceProcesses(started[0], started[1], started[2], started[3]);
        }
        catch
        {
            foreach (var service in starting.Where(task => task.IsCompletedSuccessfully))
            {
                await (await service).DisposeAsync();
            }

            throw;
        }

        async Task<ServiceProcess> Role(string name, int port, IReadOnlyDictionary<string, string?> settings)
        {
            await before;
            return await ServiceProcess.StartAsync(
                name,
                Repository.Program("CivicForge.Api"),
                ["--role", name],
                port,
                settings,
                folder.Log(name),
                cancellationToken
            );
        }
    }

    private static async Task ThenAsync(Task<ServiceProcess> indexer, Func<Task> indexed)
    {
        await indexer;
        await indexed();
    }
}
