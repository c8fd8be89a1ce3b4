"""Posts and teams in the cells of a plan, told from the names of individuals, which are left out."""

import re
from typing import NamedTuple

from lcsp.partnership.governance import PostKind

_POST = (
    r"managers?(?:\(s\))?|officers?|directors?|teachers?|headteachers?|psychologists?|teams?|advis[eo]rs?|workers?|"
    r"co-?ordinators?|leads?|leaders?|heads?|chairs?|administrators?|nurses?|consultants?|assistants?|executives?"
)
_POST_WORD = re.compile(rf"(?<![\w])(?:{_POST})(?![\w])", re.IGNORECASE)
# A post's title may run straight on into the next one: "Area Manager Youth Team".
_RUN_ON = re.compile(rf"(?<![\w])((?i:{_POST}))(?![\w(])\s+(?!(?i:{_POST})\b)(?=[A-Z])")
_JOINT = re.compile(r"\s*\bjoint(?:ly)? with\b\s*|\s*[;/\n]\s*", re.IGNORECASE)
# The beginnings of words of work: a pair of capitalised words without any of them is taken for a person's name.
_WORK_WORDS = (
    "achiev administ adult advi agenc alternative area arts assess assist attend authorit base behav "
    "board budget build business cabinet capital care central centre chair chief child coast commission "
    "commun complain consort consult contact control cooperat coordinat core corpor council count crime "
    "cultur curric custom data deliver department deputy design develop direct disab district division "
    "drug early econom educat emergenc emotion employ engage environ equal estate exclu executive extend "
    "families family finan forum foster foundation fund govern group hand head health help highway home "
    "housing human improve inclu independen inform integrat intervention justice key lead learn legal "
    "leisure library local looked manag market member mental museum national need network nurs offend "
    "office open operation organi outreach oversight parent park participat partner pathfind people "
    "perform permanen person physical place plan play polic portfolio post pre primary principal procure "
    "professional programme project property protect provi psycho public pupil quality regener region "
    "research resource review rural safeguard school secondary section senior sensory service skill "
    "social special sport staff stand start statutory strateg student support sure system targeted teach "
    "team teenage tenan train transform transport trust tuition unit university urban user virtual "
    "vocation voluntary volunteer ward welfare well work young youth "
)
_WORK = tuple(_WORK_WORDS.split())
_NAME = re.compile(r"(?:[A-Z][a-zà-ÿ]+(?:[-'’][A-Z]?[a-zà-ÿ]+)*|[A-Z]\.|(?:O['’]|Mc|Mac)[A-Z][a-zà-ÿ]+)")
_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame|Professor|Prof)\.?")
_CONTACT_DETAIL = re.compile(r"\S+@\S+|https?://\S+|\b(?:tel|ext|email)\b\.?:?|\+?\d[\d ()-]{4,}\d", re.IGNORECASE)


class Posts(NamedTuple):
    """The posts and teams of a cell, and how many names of individuals were left out of it."""

    names: tuple[str, ...]
    left_out: int


def split_posts(text: str, *, strict: bool = False) -> Posts:
    """Return the posts and teams that `text` names.

    `strict` is for cells that ask for a contact: what has no word of a post or team is left out as a name.
    """
    names: list[str] = []
    left_out = 0
    for piece in _pieces(text):
        name, people = without_people(piece)
        if strict and name and not _is_work(name):
            name, people = "", people + 1
        left_out += people
        if name:
            names.append(_full(name, names))
    return Posts(tuple(dict.fromkeys(_share_team(names))), left_out)


def _pieces(text: str) -> list[str]:
    """Return the parts of `text` that may each name a post."""
    found: list[str] = []
    for part in _JOINT.split(_CONTACT_DETAIL.sub(" ", text)):
        run = _RUN_ON.sub(lambda match: f"{match[1]}\n", part)
        for piece in run.split("\n"):
            sides = re.split(r"\s+and\s+", piece) if _POST_WORD.search(piece) else [piece]
            found.extend(side.strip(" ,.:-–") for side in sides)
    return [piece for piece in found if piece]


def _full(name: str, before: list[str]) -> str:
    """Return "Area Manager's team" for the "team" that stands after "Area Manager and"."""
    if name.lower() not in ("team", "their team") or not before:
        return name
    return f"{before[-1]}' team" if before[-1].endswith("s") else f"{before[-1]}'s team"


def _share_team(names: list[str]) -> list[str]:
    """Return `names` with "team" added to those in front of a team: "North and Early years team" are two teams."""
    if len(names) > 1 and names[-1].lower().endswith(" team"):
        return [name if _POST_WORD.search(name) else f"{name} team" for name in names]
    return names


def without_people(text: str) -> tuple[str, int]:
    """Return `text` without what looks like the name of an individual, and how many such names there were."""
    kept = re.sub(r"\s*\(([^)]*)\)", lambda found: "" if _opens_with_name(found[1]) else found[0], text)
    count = 1 if kept != text else 0
    words = kept.split()
    length = _opens_with_name(kept)
    if length:
        words, count = words[length:], count + 1
    return " ".join(words).strip(" ,–-"), count


def _opens_with_name(text: str) -> int:
    """Return how many words at the beginning of `text` look like a person's name; 0 if none do."""
    words = text.split()
    if words and _TITLE.fullmatch(words[0]):
        names = 0
        while names < 2 and names + 1 < len(words) and _is_name(words[names + 1]):
            names += 1
        return names + 1
    if len(words) < 2 or not (_is_name(words[0]) and _is_name(words[1])):
        return 0
    return 3 if len(words) == 3 and _is_name(words[2]) and len(words[1]) == 2 else 2


def _is_name(word: str) -> bool:
    word = word.rstrip(",")
    return bool(_NAME.fullmatch(word)) and not word.lower().startswith(_WORK)


def _is_work(name: str) -> bool:
    """Say whether `name` has a word of a post or team, or is an abbreviation."""
    words = re.findall(r"[\w'’]+", name)
    return any(word.lower().startswith(_WORK) or (len(word) > 2 and word.isupper()) for word in words)


def is_initials(text: str) -> bool:
    """Say whether `text` is two or three capital letters, as a person signs."""
    return bool(re.fullmatch(r"(?:[A-Z]\.?\s?){2,3}", text.strip()))


def post_kind(name: str) -> PostKind:
    """Return whether `name` is that of a post, of many like it, or of a team."""
    found = _POST_WORD.findall(name)
    if not found or re.search(r"\bteams?$", name, re.IGNORECASE):
        return PostKind.TEAM
    return PostKind.POSTS if found[-1].lower().rstrip(")").endswith(("s", "(s")) else PostKind.POST


def post_stem(name: str) -> str:
    """Return `name` in the form in which posts are compared: its last word in the singular, without "(s)"."""
    bare = re.sub(r"\(s\)$", "", name.strip())
    return bare[:-1] if re.search(rf"\b(?:{_POST})$", bare, re.IGNORECASE) and bare.endswith("s") else bare
