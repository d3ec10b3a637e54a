"""How much room an event takes."""

import servers
import stores


def measure(bench, _name):
    count = bench.sizes["disk"]
    directory, postgres = stores.book(bench, count), stores.postgres(bench, count)
    for store in (directory, postgres.directory.parent):
        stores.changed(store)
    before, _ = stores.bytes_of(directory / "book")
    stores.drive(bench, "rocksdb-compact", [directory / "book"])
    after, log = stores.bytes_of(directory / "book")
    daybook = servers.Daybook(bench.binaries)
    with daybook.running(directory):  # it is still a book
        events = daybook.size()
    with postgres.running(directory, fresh=False):
        rows = int(postgres.sql("SELECT count(*) FROM events"))
        table = int(postgres.sql("SELECT pg_table_size('events')"))
        indexes = int(postgres.sql("SELECT pg_indexes_size('events')"))
        postgres.sql("REINDEX TABLE events")
        packed = int(postgres.sql("SELECT pg_indexes_size('events')"))
    result = {"daybook": (after - log) / events, "daybook_before": before / events,
              "daybook_log": log, "postgres_table": table / rows, "postgres_indexes": indexes / rows,
              "postgres_reindexed": packed / rows}
    for name, value in result.items():
        bench.say(f"  {name:20} {value:12,.0f} bytes{'' if name == 'daybook_log' else ' an event'}")
    return {"title": f"Disk for an event, of {count:,}", "stored": count, "bytes": result}
