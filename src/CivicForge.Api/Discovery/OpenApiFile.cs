using System.Text;
using CivicForge.Api.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CivicForge.Api.Discovery;

/// <summary>The OpenAPI document as served: made once, when it is first asked for. The framework would make it for
/// every request, which takes 70 ms.</summary>
internal sealed class OpenApiFile([FromKeyedServices("v1")] IOpenApiDocumentProvider provider)
{
    private readonly Lock _gate = new();
    private Task<byte[]>? _text;

    public async Task<IResult> GetAsync() =>
        new CachedJson(await Start(), "application/json;charset=utf-8", CachedJson.Revalidate);

    /// <summary>Not cancelled with a request: others wait for the same one. One that failed is made again.</summary>
    private Task<byte[]> Start()
    {
        lock (_gate)
        {
            return _text is { IsFaulted: false } text ? text : _text = MakeAsync();
        }
    }

    private async Task<byte[]> MakeAsync()
    {
        var document = await provider.GetOpenApiDocumentAsync();
        return Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
    }
}
