namespace CivicForge.Api.Quests.Evidence.Formats;

/// <summary>Undoes the row filters of PNG that tables of objects are packed with (ISO 32000-2, 7.4.4.4). Only Up and
/// None are in use for tables.</summary>
internal static class PdfPredictor
{
    public static byte[] Undo(byte[] rows, PdfObject table)
    {
        if (
            table.Dictionary!.Entries.GetValueOrDefault("DecodeParms") is not PdfValue.Dictionary parameters
            || parameters.NumberOf("Predictor") is null or 1
        )
        {
            return rows;
        }
        var columns = (int)Math.Min(parameters.NumberOf("Columns") ?? 1, 64);
        if (columns == 0 || rows.Length % (columns + 1) != 0)
        {
            throw Bad(table);
        }
        var plain = new byte[rows.Length / (columns + 1) * columns];
        for (var (from, to) = (0, 0); from < rows.Length; from += columns + 1, to += columns)
        {
            if (rows[from] is not (0 or 2))
            {
                throw Bad(table);
            }
            for (var i = 0; i < columns; i++)
            {
                plain[to + i] = (byte)(rows[from + 1 + i] + (rows[from] == 2 && to > 0 ? plain[to + i - columns] : 0));
            }
        }

        return plain;
    }

    private static NotAccountedException Bad(PdfObject table) =>
        new(table.At, "XRef", "the table is packed in a way that is not read");
}
