using System.Buffers.Binary;

namespace CivicForge.Api.Quests.Evidence.Formats;

/// <summary>A component of a JPEG: its sampling, its blocks in the padded picture, and how far progressive scans have
/// come. The coefficients themselves are of no interest, only which are not zero: refining scans send a bit more for
/// those.</summary>
internal sealed class JpegComponent(int id, int across, int down, int quantisation)
{
    public int Id => id;
    public int Across => across;
    public int Down => down;
    public int Quantisation => quantisation;

    /// <summary>Blocks in a row, and rows, when the component is sent alone.</summary>
    public int Columns { get; set; }
    public int Rows { get; set; }

    /// <summary>Blocks in a row of whole units.</summary>
    public int Stride { get; set; }

    /// <summary>For each block, a bit for each coefficient that is not zero; only of progressive pictures.</summary>
    public ulong[] NotZero { get; set; } = [];

    /// <summary>The lowest bit sent of each coefficient; -1: nothing yet.</summary>
    public int[] Sent { get; } = [.. Enumerable.Repeat(-1, 64)];
}

/// <summary>SOF0, SOF1 or SOF2 (T.81 B.2.2), 8 bits a sample.</summary>
internal sealed class JpegFrame
{
    private JpegFrame() { }

    public required bool IsProgressive { get; init; }
    public required IReadOnlyList<JpegComponent> Components { get; init; }

    /// <summary>Units of all components together.</summary>
    public int UnitColumns { get; private set; }
    public int UnitRows { get; private set; }

    public static JpegFrame Read(ReadOnlySpan<byte> body, int at, bool isProgressive, int maxPixels)
    {
        if (body.Length < 6 || body[5] is not (1 or 3 or 4) || body.Length != 6 + 3 * body[5] || body[0] != 8)
        {
            throw NotAccountedException.Found(
                at,
                "SOF",
                "the header announces a picture that browsers do not show",
                body
            );
        }
        var (height, width) = (
            BinaryPrimitives.ReadUInt16BigEndian(body[1..]),
            BinaryPrimitives.ReadUInt16BigEndian(body[3..])
        );
        PictureTooLargeException.Check(width, height, maxPixels, at);
        var (components, ids) = (new List<JpegComponent>(), new HashSet<int>());
        for (var i = 6; i < body.Length; i += 3)
        {
            var (across, down) = (body[i + 1] >> 4, body[i + 1] & 15);
            if (across is < 1 or > 4 || down is < 1 or > 4 || body[i + 2] > 3 || ids.Contains(body[i]))
            {
                throw NotAccountedException.Found(at, "SOF", "a component of the picture is not one", body);
            }
            ids.Add(body[i]);
            components.Add(new JpegComponent(body[i], across, down, body[i + 2]));
        }

        var frame = new JpegFrame { IsProgressive = isProgressive, Components = components };
        frame.Measure(width, height);
        return frame;
    }

    private void Measure(int width, int height)
    {
        var (across, down) = (Components.Max(c => c.Across), Components.Max(c => c.Down));
        (UnitColumns, UnitRows) = (Up(width, 8 * across), Up(height, 8 * down));
        foreach (var component in Components)
        {
            component.Columns = Up(Up(width * component.Across, across), 8);
            component.Rows = Up(Up(height * component.Down, down), 8);
            component.Stride = UnitColumns * component.Across;
            if (IsProgressive)
            {
                component.NotZero = new ulong[component.Stride * UnitRows * component.Down];
            }
        }
    }

    private static int Up(int value, int by) => (value + by - 1) / by;
}
