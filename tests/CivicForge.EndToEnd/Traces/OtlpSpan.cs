using System.Text;

namespace CivicForge.EndToEnd.Traces;

/// <summary>A span as it comes over OTLP (opentelemetry-proto, trace/v1), with what the tests look at. Ids are hex
/// digits.</summary>
/// <param name="Service">Of the process that sent it.</param>
/// <param name="Parent">Empty when it has none.</param>
/// <param name="Links">The spans that it has to do with, in its trace or others.</param>
/// <param name="Attributes">Those that are text.</param>
internal sealed record OtlpSpan(
    string Service,
    string Trace,
    string Id,
    string Parent,
    string Name,
    IReadOnlyList<(string Trace, string Id)> Links,
    IReadOnlyDictionary<string, string> Attributes
)
{
    /// <summary>The step as the tests write it.</summary>
    public string Step => $"{Service}: {Name}";

    /// <summary>What a link to it says.</summary>
    public (string Trace, string Id) Self => (Trace, Id);

    /// <summary>The spans of an <c>ExportTraceServiceRequest</c>.</summary>
    public static IEnumerable<OtlpSpan> Read(byte[] request)
    {
        foreach (var ofProcess in Protobuf.Fields(request, 1))
        {
            var service = TextsOf(Protobuf.Fields(ofProcess, 1).Single(), 1)["service.name"];
            foreach (var span in Protobuf.Fields(ofProcess, 2).SelectMany(ofSource => Protobuf.Fields(ofSource, 2)))
            {
                yield return new OtlpSpan(
                    service,
                    Hex(span, 1),
                    Hex(span, 2),
                    Hex(span, 4),
                    Text(span, 5),
                    [.. Protobuf.Fields(span, 13).Select(link => (Hex(link, 1), Hex(link, 2)))],
                    TextsOf(span, 9)
                );
            }
        }
    }

    private static Dictionary<string, string> TextsOf(byte[] message, int field) =>
        Protobuf
            .Fields(message, field)
            .ToDictionary(
                attribute => Text(attribute, 1),
                attribute => Text(Protobuf.Fields(attribute, 2).Single(), 1)
            );

    private static string Text(byte[] message, int field) => Encoding.UTF8.GetString(Bytes(message, field));

    private static string Hex(byte[] message, int field) => Convert.ToHexStringLower(Bytes(message, field));

    private static byte[] Bytes(byte[] message, int field) => Protobuf.Fields(message, field).SingleOrDefault() ?? [];
}
