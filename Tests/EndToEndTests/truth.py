"""What must be so when the storm is over, whatever was done to the system: collected from the stores, and judged.

`violations` is pure, so that it can be tested with facts that are wrong on purpose.
"""
import json
import time

SCHEMAS = ["auth", "media", "playlists", "workers"]
STATES = ["waiting", "delayed", "parked", "active"]
COPIED = "id, type, source, title, artist, album, duration_seconds, thumbnail_url"


def collect(faults):
    """Everything that `violations` looks at, read past the services."""
    sql, redis = faults.sql, faults.redis
    rows = lambda statement: [tuple(row) for row in sql(statement)]  # noqa: E731
    return {
        "outbox": {schema: int(sql(f"SELECT count(*) FROM {schema}.outbox")[0][0]) for schema in SCHEMAS},
        "pending": {key: pending(redis, key) for key in streams(redis)},
        "dead": {key: redis("XLEN", key) for key in keys(redis, "mn:{*}:requests:dead") | keys(redis, "mn:{*}:events:dead:*")},
        "jobs": jobs(redis),
        "media": rows(f"SELECT {COPIED} FROM media.media_items WHERE deleted_at IS NULL ORDER BY id"),
        "copies": rows(f"SELECT {COPIED} FROM playlists.media WHERE NOT is_removed ORDER BY id"),
        "users": rows("SELECT id, name FROM auth.users ORDER BY id"),
        "owners": rows("SELECT id, name FROM playlists.owners ORDER BY id"),
        "recipients": rows("SELECT id, name FROM workers.recipients ORDER BY id"),
        "plays": {media: int(count) for media, count in sql("SELECT media_id, sum(plays) FROM media.play_days GROUP BY 1")},
        "uploads": rows("SELECT content_hash, count(*) FROM media.media_items WHERE source = 'upload' AND deleted_at IS NULL GROUP BY 1"),
        "unpictured": rows("SELECT id, thumbnail_state FROM media.media_items WHERE source = 'upload' AND thumbnail_state <> 'ready' AND deleted_at IS NULL"),
        "notifications": rows("SELECT job_id, type, count(*) FROM workers.notifications WHERE job_id IS NOT NULL GROUP BY 1, 2"),
        "scans": rows("SELECT job_id, state FROM media.scans WHERE requested_by IS NOT NULL"),
        "told of scans": int(sql("SELECT count(*) FROM workers.notifications WHERE type = 'scan-finished'")[0][0]),
        "counts": rows("SELECT p.id, p.item_count, count(i.id) FROM playlists.playlists p LEFT JOIN playlists.items i ON i.playlist_id = p.id GROUP BY 1, 2"),
        # What a killed worker was making stays for an hour, and then whoever makes the next removes it.
        "leftovers": sorted(
            path.name for path in (faults.stack.data / "storage/tmp").rglob("*")
            if path.is_file() and not any(part.startswith("work-") for part in path.parts)),
    }


def keys(redis, pattern):
    """A test may look through all keys; a service never does."""
    found, cursor = set(), "0"
    while True:
        cursor, part = redis("SCAN", cursor, "MATCH", pattern, "COUNT", "1000")
        found |= set(part)
        if cursor in (0, "0"):
            return found


def streams(redis):
    return {key for key in keys(redis, "mn:{*}:*") if key.endswith((":requests", ":events"))}


def pending(redis, key):
    """(delivered and not acknowledged, not delivered) of each group of the stream. Redis 7.0 counts its own `lag` wrong where entries are
    deleted and the server has died meanwhile, so they are counted here."""
    groups = [group if isinstance(group, dict) else dict(zip(group[::2], group[1::2])) for group in redis("XINFO", "GROUPS", key)]
    return {group["name"]: (group["pending"], len(redis("XRANGE", key, f"({group['last-delivered-id']}", "+"))) for group in groups}


def jobs(redis):
    """How many of each type are where, and the errors of those that have failed."""
    found = {}
    for job_type in redis("HKEYS", "mn:{jobs}:types"):
        counts = {state: redis("ZCARD", f"mn:{{jobs}}:{state}:{job_type}") for state in STATES if state != "active"}
        failed = redis("ZRANGE", f"mn:{{jobs}}:failed:{job_type}", "0", "-1")
        ready = f"mn:{{jobs}}:ready:{job_type}"
        counts["active"] = redis("XPENDING", ready, "workers")[0] if redis("EXISTS", ready) else 0
        found[job_type] = counts | {"failed": [redis("HGET", f"mn:{{jobs}}:job:{job}", "error") for job in failed]}
    return found


def is_at_rest(facts):
    return not any(facts["outbox"].values()) and not any(
        sum(count or 0 for count in counts) for groups in facts["pending"].values() for counts in groups.values()
    ) and not any(job[state] for job in facts["jobs"].values() for state in STATES)


def settled(faults, within):
    """The facts once nothing moves any more, or as they are when the time is up."""
    end, pause = time.monotonic() + within, 0.3
    while True:
        facts = collect(faults)
        if is_at_rest(facts) and facts["media"] == facts["copies"] or time.monotonic() > end:
            return facts
        # Looking takes processors from what is waited for.
        time.sleep(pause)
        pause = min(pause * 1.5, 5)


def violations(facts, acknowledged):
    """Every promise that was not kept, in words. `acknowledged`: the plays and scans that clients were told of."""
    yield from (f"the outbox of {schema} still holds {count} rows" for schema, count in facts["outbox"].items() if count)
    for key, groups in facts["pending"].items():
        for group, (unacknowledged, lag) in groups.items():
            if unacknowledged or lag:
                yield f"{key}: the group {group} has {unacknowledged} entries pending and {lag} to read"
    yield from (f"{key} holds {count} dead letters" for key, count in facts["dead"].items() if count)
    for job_type, counts in facts["jobs"].items():
        yield from (f"{counts[state]} jobs of {job_type} are still {state}" for state in STATES if counts[state])
        yield from (f"a job of {job_type} has failed: {error}" for error in counts["failed"])
    yield from differences("playlists' copy of media", facts["media"], facts["copies"])
    yield from differences("playlists' copy of users", facts["users"], facts["owners"])
    yield from differences("workers' copy of users", facts["users"], facts["recipients"])
    for media in sorted(facts["plays"].keys() | acknowledged["plays"].keys()):
        counted, told = facts["plays"].get(media, 0), acknowledged["plays"].get(media, 0)
        if counted != told:
            yield f"{media} was played {told} times, and {counted} are counted"
    yield from (f"the upload with the hash {digest} is there {count} times" for digest, count in facts["uploads"] if int(count) != 1)
    yield from (f"the upload {media} has no thumbnails: {state}" for media, state in facts["unpictured"])
    yield from (f"{count} notifications tell of {kind} of {job}" for job, kind, count in facts["notifications"] if int(count) != 1)
    ended = dict(facts["scans"])
    yield from (f"the scan {job} was asked for and is {ended.get(job, 'unknown')}" for job in sorted(acknowledged["scans"]) if ended.get(job) != "finished")
    # Its notification does not say which scan it tells of.
    finished = sum(state == "finished" for _, state in facts["scans"])
    if facts["told of scans"] != finished:
        yield f"{finished} scans have ended, and {facts['told of scans']} notifications tell of one"
    yield from (f"{playlist} counts {said} items and has {has}" for playlist, said, has in facts["counts"] if said != has)
    yield from (f"{name} was left behind in the folder of unfinished files" for name in facts["leftovers"])


def differences(what, source, copies):
    ours, theirs = {row[0]: row for row in source}, {row[0]: row for row in copies}
    for key in sorted(ours.keys() | theirs.keys()):
        if ours.get(key) != theirs.get(key):
            yield f"{what} differs: {json.dumps(ours.get(key))} is there as {json.dumps(theirs.get(key))}"
