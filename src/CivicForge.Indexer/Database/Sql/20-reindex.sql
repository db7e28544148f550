-- The one thing that another program may change: read the final blocks again from the start. The second pass and the
-- state audit begin anew with the indexer's next idle moment; a pass that runs meanwhile moves a mark only from where
-- it stood. Null when the indexer has never started.
CREATE OR REPLACE FUNCTION chain.reindex() RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    UPDATE chain.cursors SET reread_number = start_block - 1, audited_number = NULL RETURNING start_block
$$;
