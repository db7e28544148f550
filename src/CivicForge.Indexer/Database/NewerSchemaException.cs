namespace CivicForge.Indexer.Database;

/// <summary>A newer version migrated the database; this one MUST NOT go over it.</summary>
internal sealed class NewerSchemaException(IEnumerable<string> unknown)
    : Exception(
        $"Schema chain holds migrations that this version does not know: {string.Join(", ", unknown)}. A newer "
            + "version made them. Nothing was changed; run that version."
    );
