-- What members were told stays as it was told; a correction is another update.
CREATE OR REPLACE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON civic.incidents FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
CREATE OR REPLACE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON civic.incident_updates FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
