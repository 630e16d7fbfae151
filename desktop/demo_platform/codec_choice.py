"""Which cameras send H.265: a few by default, or as the command line says."""

from desktop.demo_platform.storage.database import Database

_H265 = {
    None: "(seed % 100) < 8",
    "h264": "0",
    "h265": "1",
    "mixed": "number % 2 = 0",
}


def apply_codec(database: Database, choice: str | None) -> None:
    """Write the codecs of all cameras, unless they were written for this choice already."""
    name = choice or "default"
    if database.meta("codec") == name:
        return
    wanted = f"iif({_H265[choice]}, 'h265', 'h264')"
    with database.write() as connection:
        connection.execute(
            f"UPDATE camera SET codec_main = {wanted}, codec_sub = {wanted}"  # noqa: S608 - constant conditions
            f" WHERE codec_main != {wanted} OR codec_sub != {wanted}"
        )
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('codec', ?)", (name,))
