"""A setting's own words in the interface's language; they stand in its declaration, not in the catalogue."""

from typing import Final

from desktop.settings import declared
from desktop.settings.schema import Choice
from desktop.settings.store import AnySetting
from ui.i18n import Language, current, mark

GENERAL: Final = mark("Preferences", "常规")
PICTURE: Final = mark("Preferences", "画面")
NETWORK: Final = mark("Preferences", "网络与解码")
DIRECTORY: Final = mark("Preferences", "目录")
EVIDENCE: Final = mark("Preferences", "调取与导出")
GROUPS: Final = (GENERAL, PICTURE, NETWORK, DIRECTORY, EVIDENCE)

_GROUP_OF: Final = {
    declared.CAPTION_SIZE.key: PICTURE,
    declared.SHOW_INFO_OVERLAY.key: PICTURE,
    declared.REMEMBER_WALL.key: PICTURE,
    declared.TRANSPORT.key: NETWORK,
    declared.HARDWARE_DECODING.key: NETWORK,
    declared.MAX_OPENS.key: NETWORK,
    declared.ONLINE_ONLY.key: DIRECTORY,
    declared.HIDE_EMPTY_REGIONS.key: DIRECTORY,
    declared.EXPORT_FOLDER.key: EVIDENCE,
    declared.SNAPSHOT_NEEDS_ENTRY.key: EVIDENCE,
    declared.EXPORT_JOBS.key: EVIDENCE,
    declared.COPY_DAYS.key: EVIDENCE,
    declared.TWO_PERSONS.key: EVIDENCE,
    declared.LEGAL_DOCUMENT_SCAN.key: EVIDENCE,
    declared.CASE_AND_APPROVER.key: EVIDENCE,
    declared.HOUSEHOLD_CONSENT.key: EVIDENCE,
    declared.LONGEST_HOURS.key: EVIDENCE,
    declared.SIGNATURE_ALGORITHM.key: EVIDENCE,
}


def group_of(setting: AnySetting) -> str:
    """Return the group that a setting is shown in; one that is new stands under 常规."""
    return _GROUP_OF.get(setting.key, GENERAL)


def name_of(setting: AnySetting) -> str:
    """Return the setting's name."""
    return setting.en if current() is Language.EN else setting.zh


def help_of(setting: AnySetting) -> str:
    """Return what the setting does."""
    return setting.help_en if current() is Language.EN else setting.help_zh


def unit_of(setting: AnySetting) -> str:
    """Return the unit of a number, with the space before it; empty where it has none."""
    unit = setting.unit_en if current() is Language.EN else setting.unit_zh
    return f" {unit}" if unit else ""


def choice_name(choice: Choice) -> str:
    """Return the name of one of a setting's values."""
    return choice.en if current() is Language.EN else choice.zh


def matches(setting: AnySetting, words: str) -> bool:
    """Return whether every word of a search stands in the setting's texts, in either language."""
    names = [name for choice in setting.choices for name in (choice.zh, choice.en)]
    texts = (setting.key, setting.zh, setting.en, setting.help_zh, setting.help_en, *names)
    text = "\n".join(texts).lower()
    return all(word in text for word in words.lower().split())
