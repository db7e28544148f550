using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace CivicForge.Api.Http.Connections;

/// <summary>Bodies that were answered before they were read. Who is still sending learns of the answer only once the
/// rest is taken; Kestrel would take it as fast as it comes, of everybody at once.</summary>
internal sealed class UnreadBodies(IOptions<ConnectionOptions> options) : IDisposable
{
    /// <summary>A rest of this size is Kestrel's to read.</summary>
    private const int Small = 64 * 1024;

    private const int MostAtFullSpeed = 4;

    /// <summary>Between two pieces of up to 64 KiB, of those that found no place at full speed.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _fullSpeed = new(MostAtFullSpeed);

    public void Dispose() => _fullSpeed.Dispose();

    /// <summary>Runs the rest of the pipeline, and then takes what it left of the body.</summary>
    public Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var mayRemain =
            context.Request.ContentLength is null or > Small
            && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;
        return mayRemain ? RunAndTakeAsync() : next(context);

        async Task RunAndTakeAsync()
        {
            await next(context);
            await TakeAsync(context);
        }
    }

    private async Task TakeAsync(HttpContext context)
    {
        var body = context.Request.BodyReader;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(options.Value.UnreadWithin);
        try
        {
            if (await TakePieceAsync(body, patience.Token))
            {
                return;
            }
            await context.Response.CompleteAsync();
            var isFast = _fullSpeed.Wait(0, CancellationToken.None);
            try
            {
                while (!await TakePieceAsync(body, patience.Token))
                {
                    if (!isFast)
                    {
                        await Task.Delay(Pause, patience.Token);
                    }
                }
            }
            finally
            {
                if (isFast)
                {
                    _fullSpeed.Release();
                }
            }
        }
        catch (OperationCanceledException)
        {
            context.Abort(); // It was answered, and had its time to see that.
        }
        catch (IOException)
        {
            // The body is malformed or too large, and was answered so, or the client went away: Kestrel closes.
        }
    }

    /// <returns>Whether it was the last.</returns>
    private static async ValueTask<bool> TakePieceAsync(PipeReader body, CancellationToken cancellationToken)
    {
        var piece = await body.ReadAsync(cancellationToken);
        body.AdvanceTo(piece.Buffer.End);
        return piece.IsCompleted;
    }
}
