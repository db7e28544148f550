-- Who switched what, when and why, is the history of the service: it never changes.
CREATE OR REPLACE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON civic.maintenance_changes FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
