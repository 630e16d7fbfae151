"""Tables of the platform's database.

Cameras are numbered in the order of the tree, so the cameras below any region are one interval of numbers:
an account's scope is a range condition on the primary key, in lists as in the search index.

`device_session` is the media node's to write: who plays from the storage of which device right now. The API
only looks, and empties it when the platform starts.

Of retrievals everything is only ever added: how far one got follows from its last event.
"""

VERSION = 7

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE region (
    code TEXT PRIMARY KEY, name TEXT NOT NULL, level TEXT NOT NULL, parent_code TEXT,
    position INTEGER NOT NULL, first_number INTEGER NOT NULL, last_number INTEGER NOT NULL,
    public_total INTEGER NOT NULL, public_online INTEGER NOT NULL,
    household_total INTEGER NOT NULL, household_online INTEGER NOT NULL, child_count INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE camera (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, common_name TEXT, kind TEXT NOT NULL,
    online INTEGER NOT NULL, device_online INTEGER NOT NULL, scene TEXT NOT NULL, seed INTEGER NOT NULL,
    ptz_type INTEGER NOT NULL, region_code TEXT NOT NULL, town_name TEXT NOT NULL, village_name TEXT NOT NULL,
    codec_main TEXT NOT NULL, codec_sub TEXT NOT NULL, record_save_days INTEGER NOT NULL, road TEXT,
    civil_code TEXT NOT NULL, grassroots_code TEXT NOT NULL, point_type INTEGER NOT NULL,
    management_unit TEXT NOT NULL, longitude REAL NOT NULL, latitude REAL NOT NULL, talk INTEGER NOT NULL
);

CREATE TABLE account (
    user TEXT PRIMARY KEY, display_name TEXT NOT NULL, role TEXT NOT NULL, unit TEXT NOT NULL,
    scope_code TEXT NOT NULL, rights TEXT NOT NULL, salt TEXT NOT NULL, password TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE attempt (
    user TEXT PRIMARY KEY, failures INTEGER NOT NULL, last_ms INTEGER NOT NULL,
    locked_until_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE session (
    id TEXT PRIMARY KEY, user TEXT NOT NULL, client TEXT NOT NULL, begun_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE token (
    digest TEXT PRIMARY KEY, session_id TEXT NOT NULL, kind TEXT NOT NULL, expires_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX token_session ON token (session_id);

CREATE TABLE change (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER NOT NULL, online INTEGER NOT NULL
);
CREATE TABLE access (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, time_ms INTEGER NOT NULL, user TEXT NOT NULL,
    action TEXT NOT NULL, number INTEGER NOT NULL, detail TEXT NOT NULL
);
CREATE TABLE fault (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, camera_id TEXT, protocol TEXT, value TEXT,
    times_left INTEGER, until_ms INTEGER
);
CREATE TABLE bookmark (
    id INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER NOT NULL, user TEXT NOT NULL,
    start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL, name TEXT NOT NULL, note TEXT NOT NULL,
    created_ms INTEGER NOT NULL
);
CREATE TABLE device_session (
    camera_id TEXT PRIMARY KEY, user TEXT NOT NULL, since_ms INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE retrieval (
    id INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT NOT NULL UNIQUE, prefix TEXT NOT NULL,
    user TEXT NOT NULL, user_name TEXT NOT NULL, unit TEXT NOT NULL, requested_ms INTEGER NOT NULL,
    kind TEXT NOT NULL, request TEXT NOT NULL, footage TEXT NOT NULL,
    first_number INTEGER NOT NULL, last_number INTEGER NOT NULL,
    words TEXT NOT NULL, public_words TEXT NOT NULL
);
CREATE TABLE retrieval_event (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, retrieval INTEGER NOT NULL, time_ms INTEGER NOT NULL,
    user TEXT NOT NULL, user_name TEXT NOT NULL, unit TEXT NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE retrieval_scan (
    retrieval INTEGER NOT NULL, sha256 TEXT NOT NULL, name TEXT NOT NULL, media_type TEXT NOT NULL,
    time_ms INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY (retrieval, sha256)
);
"""

APPEND_ONLY = tuple(
    f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table}"
    " BEGIN SELECT RAISE(ABORT, 'only ever added to'); END"
    for table in ("retrieval", "retrieval_event", "retrieval_scan")
    for verb in ("UPDATE", "DELETE")
)

INDEXES = """
CREATE UNIQUE INDEX camera_id ON camera (id);
CREATE INDEX camera_serial ON camera (substr(id, 15));
CREATE INDEX camera_region ON camera (region_code);
CREATE INDEX camera_forced ON camera (number) WHERE online != device_online;
CREATE INDEX bookmark_camera ON bookmark (number, start_ms);
CREATE INDEX retrieval_prefix ON retrieval (prefix);
CREATE INDEX retrieval_events ON retrieval_event (retrieval, sequence);
CREATE INDEX region_children ON region (parent_code, position);
"""

_SEARCH = (
    "CREATE VIRTUAL TABLE camera_text USING fts5(words, content='', tokenize='ascii', columnsize=0{prefix})"
)
_MANY_CAMERAS = 50_000


def search_table(cameras: int) -> str:
    """Return the statement that makes the search index for about so many cameras.

    With many, the beginnings of one to three characters, which stand for very many words, get lists of their
    own: a third more time and space to make, for keystrokes that stay within a few milliseconds.
    """
    return _SEARCH.format(prefix=", prefix='1 2 3'" if cameras > _MANY_CAMERAS else "")
