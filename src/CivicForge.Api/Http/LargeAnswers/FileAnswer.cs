namespace CivicForge.Api.Http.LargeAnswers;

/// <summary>Sends a file piece by piece: no more of it is in memory than the connection's own buffer takes, and a
/// client that does not read is ended by the slowest rate of a download.</summary>
internal sealed class FileAnswer(AnswerReading reading, string contentType) : IResult
{
    private const int Piece = 4 * 1024;
    private const int FlushAt = 32 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (reading)
        {
            var (file, response) = (reading.File, httpContext.Response);
            response.ContentType = contentType;
            response.ContentLength = file.Length;
            if (HttpMethods.IsHead(httpContext.Request.Method))
            {
                return;
            }
            using var roomIsNeeded = file.Ended.UnsafeRegister(
                static context => ((HttpContext)context!).Abort(),
                httpContext
            );
            await SendAsync(file, response.BodyWriter, httpContext.RequestAborted);
        }
    }

    private static async Task SendAsync(
        AnswerFile file,
        System.IO.Pipelines.PipeWriter output,
        CancellationToken cancellationToken
    )
    {
        for (long at = 0, flushed = 0; at < file.Length; )
        {
            var room = output.GetMemory(Piece).Span;
            var read = RandomAccess.Read(file.Handle, room[..(int)Math.Min(room.Length, file.Length - at)], at);
            if (read == 0)
            {
                throw new IOException($"The file of {file.Key} ends at {at} of {file.Length} bytes.");
            }
            output.Advance(read);
            at += read;
            if (at - flushed < FlushAt && at < file.Length)
            {
                continue;
            }
            flushed = at;
            if ((await output.FlushAsync(cancellationToken)).IsCompleted)
            {
                return;
            }
        }
    }
}
