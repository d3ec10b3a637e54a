-- The table that PostgreSQL is compared with: the whole event, the columns that Daybook searches by,
-- and an index for each key that Daybook keeps of it. Rows are only ever added.
DROP TABLE IF EXISTS events;
CREATE TABLE events (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id       text NOT NULL,
  source   text NOT NULL,
  type     text NOT NULL,
  kind     text NOT NULL,
  subject  text NOT NULL,
  actor    text NOT NULL,
  occurred timestamptz NOT NULL,
  recorded timestamptz NOT NULL DEFAULT clock_timestamp(),
  entry    text NOT NULL,
  UNIQUE (id, source)
);
CREATE INDEX ON events (subject, position);
CREATE INDEX ON events (type, position);
CREATE INDEX ON events (kind, position);
CREATE INDEX ON events (actor, position);
CREATE INDEX ON events (occurred, position);
CREATE OR REPLACE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'events are only ever added'; END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON events
  FOR EACH STATEMENT EXECUTE FUNCTION refused();
CHECKPOINT;
