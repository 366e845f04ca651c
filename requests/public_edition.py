"""The public edition of a proposal: the same facts without a telephone number, an account, or a private person's name.

Offices stay ("เลขานุการสภาฯ"), figures stay, counts stay. What is taken out leaves a mark, so that nobody reads a gap as
nothing (Personal Data Protection Act; Official Information Act s.9).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, cast

from publishing.gate import Passed
from requests import persons
from requests.frozen import Proposal, PublicProposal, Recipient
from requests.ordinary import OFFICES, ROLES
from requests.persons.titled import TITLE

HIDDEN = persons.HIDDEN
_DIGIT = "[0-9๐-๙]"
# Telephone, account and citizen numbers: nine digits or more in one piece, hyphens, dots and spaces between them.
_NUMBER = re.compile(rf"(?<!{_DIGIT})(?<![.,/]){_DIGIT}(?:[ .\-\u2013]?{_DIGIT}){{8,14}}(?!{_DIGIT}|[,/]{_DIGIT})")
# A telephone number with room around its hyphens or its area in brackets, as nine digits in one piece would not be.
_GAP = r" ?[-.\u2013_]? ?"
_PHONE = re.compile(
    rf"(?<!{_DIGIT})(?<!{_DIGIT}[,/])(?<!{_DIGIT}\.)\(?[0๐]{_DIGIT}{{1,2}}\)?{_GAP}{_DIGIT}{{3,4}}{_GAP}{_DIGIT}{{3,4}}(?!{_DIGIT})"
)
_has_latin = re.compile("[@A-Za-z]|ไลน์").search
# A plate without a word that says so: two letters, a hyphen and figures, or figures and the province.
_NORTH = "เชียงราย|เชียงใหม่|พะเยา|ลำปาง|ลำพูน|แพร่|น่าน|แม่ฮ่องสอน|อุตรดิตถ์|พิษณุโลก|ตาก|สุโขทัย|กรุงเทพ|กทม|ชร|ชม|พย|ลป|ลพ|พร|นน|มส"
_PLATE = re.compile(
    rf"(?<![ก-๎{_DIGIT[1:-1]}]){_DIGIT}?[ก-ฮ]{{2}}-{_DIGIT}{{1,4}}(?!{_DIGIT})(?: (?:{_NORTH})(?![ก-๎]))?"
    rf"|(?<![ก-๎{_DIGIT[1:-1]}])(?:{_DIGIT}?[ก-ฮ]{{2}} {_DIGIT}{{1,4}}|{_DIGIT}{{2}}-{_DIGIT}{{4}}) (?:{_NORTH})(?![ก-๎])"
)
_is_kept_by = re.compile("เลขที่|ที่อยู่|ทะเบียน|[Hh]ouse|[Aa]ddress|[Pp]late|[Ll]icen").search
_has_digit = re.compile(_DIGIT).search
# Where somebody lives, to some metres: two numbers with decimals, one with five of them, or degrees with minutes.
_PLACE = re.compile(
    rf"(?<!{_DIGIT}){_DIGIT}{{1,3}}\.{_DIGIT}{{3,}}\s*°?\s*[NSns]?[\s,;/]{{1,3}}{_DIGIT}{{1,3}}\.{_DIGIT}{{3,}}\s*°?\s*[EWew]?(?!\w)"
    rf"|(?<![{_DIGIT[1:-1]}.,]){_DIGIT}{{1,3}}\.{_DIGIT}{{5,}}°?|{_DIGIT}{{1,3}}\s*°\s*{_DIGIT}{{1,2}}\s*['′’](?:\s*[0-9๐-๙.]+\s*[\"″”])?"
)
# What more of a telephone number there is when the rest is hidden.
_EXTENSION = re.compile(rf"(?:\+66 ?\([0๐]\) ?|\b[0๐] )?{re.escape(HIDDEN)}(?: ?(?:ต่อ|ext\.?|#) ?{_DIGIT}{{1,5}})?")
_HOUSE = rf"{_DIGIT}{{1,5}}(?:/{_DIGIT}{{1,5}})?(?![/{_DIGIT[1:-1]}])"
# A house by its number, a vehicle by its plate; the word before says that it is one.
_KEPT_BY = re.compile(
    rf"((?:บ้านเลขที่|เลขที่บ้าน|ที่อยู่|[Hh]ouse (?:no\.?|number)|[Aa]ddress)\s?[:(]?\s?\(?){_HOUSE}"
    rf"(?:(?: และ |, ?| ){_HOUSE}(?= หมู่| ม\.))?"
    rf"|(เลขที่\s?){_HOUSE}(?=\s?(?:หมู่|ม\.|ซ\.|ซอย|ถ\.|ถนน|ต\.|ตำบล))"
    rf"|((?:ทะเบียน(?:รถ|เลขที่)?|[Pp]late|[Ll]icen[cs]e(?: no\.?)?)\s?:?\s?)"
    rf"(?:{_DIGIT}?[ก-ฮ]{{1,3}}\s?-?\s?{_DIGIT}{{1,4}}|{_DIGIT}{{2}}-{_DIGIT}{{4}})"
)
_HOME = re.compile(
    rf"[Ll]at(?:itude)?[ .:=]*{_DIGIT}+\.{_DIGIT}+[ ,;]*[Ll]on(?:g|gitude)?[ .:=]*{_DIGIT}+\.{_DIGIT}+"
    rf"|\b4[78] ?[PQ] ?{_DIGIT}{{6}} ?{_DIGIT}{{7}}"
)
_ADDRESS = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|\b(?:www\.|(?:facebook|fb|instagram|tiktok|line)\.(?:com|me)/|(?:goo\.gl|m\.me|t\.me|lin\.ee|wa\.me)/)\S+"
    r"|(?:ไลน์\s*(?:[Ii][Dd]|ไอดี)?|(?<![A-Za-z])[Ll][Ii][Nn][Ee]\s*(?:[Ii][Dd]|ไอดี))\s+[A-Za-z][\w.-]{3,}|(?<!\w)@[A-Za-z][\w.]{2,}|(?<![A-Za-z])(?:[Ll][Ii][Nn][Ee]|ไลน์)\s*(?:[Ii][Dd]|ไอดี)?\s*(?:[:：]\s*\S+|(?=\S{0,40}[0-9._-])[A-Za-z][\w.-]{3,})"
)
# SARA AM and SARA AE, which are typed in two signs as well.
_ALIKE = {"\u0e33": "(?:\u0e33|\u0e4d\u0e32)", "\u0e41": "(?:\u0e41|\u0e40\u0e40)"}
_NOBODY = "(?!)"
_YEARS = re.compile(rf"(?:(?:2[05]|๒[๐๕]){_DIGIT}{{2}}[ \-\u2013]?)+")
# An agreement's own number, province, year and count. No telephone begins so, and no account is written so.
_AGREEMENT = re.compile(r"[1-9][0-9]-25[0-9]{2}-[0-9]{4}")
_OFFICE = re.compile("|".join([*OFFICES, *ROLES]))


@dataclass(frozen=True, slots=True)
class Choice:
    """What a council said of its own words: `shown` name nobody and stay, `withheld` are taken out besides."""

    shown: frozenset[str] = frozenset()
    withheld: tuple[str, ...] = ()


def of(facts: Proposal, *, known: Iterable[str] = (), choice: Choice = Choice()) -> PublicProposal:
    """The facts of the public edition; `known` are the names of persons whom the system knows to take part."""
    persons_there = any_of([*known, *_named(facts)])
    names = any_of([*known, *_named(facts), *choice.withheld])
    # Who came to take part after the choice was made is hidden all the same.
    choice = replace(choice, shown=frozenset(one for one in choice.shown if not persons_there.search(one)))
    cleaned: Proposal = _cleaned(facts, names, choice.shown)
    follow_up = cleaned["follow_up"]
    told = {
        **cleaned,
        "edition": "public",
        "contacts": [{"name": "", "position": one["position"] or HIDDEN, "phone": ""} for one in cleaned["contacts"]],
        "signatures": [{**one, "name": ""} for one in cleaned["signatures"]],
        "recipient": _recipient(cleaned["recipient"]),
        "activities": [{**one, "who": _office(one["who"], choice.shown)} for one in cleaned["activities"]],
        "follow_up": {**follow_up, "who": _office(follow_up["who"], choice.shown)},
        "sender": {**cleaned["sender"], "phone": "", "email": ""},
    }
    if choice.shown:
        told["shown_words"] = sorted(choice.shown)
    return cast("PublicProposal", told)


def again(facts: Mapping[str, Any], *parts: str) -> Any:
    """An open edition, or some parts of it, once more through the gate as it is today: those frozen long ago had a wider one."""
    asked = {part: facts.get(part) for part in parts} if parts else facts
    return _passed(_cleaned(asked, any_of([]), frozenset(facts.get("shown_words", ()))))


def words(text: str, *, known: Iterable[str] = (), shown: Iterable[str] = ()) -> str:
    """Any other words that somebody typed, for everybody: the gate of the public pages."""
    return _with_shown(text, any_of(known), frozenset(shown))


def closed(text: str, names: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where in `text`, as it is read, the gate takes something out."""
    found = _aligned(_as_read(text), _clean(text, names))
    yield from (found.span(group) for group in range(1, found.re.groups + 1)) if found else ()


def is_an_office(who: str) -> bool:
    """Whether who does something is told as an office or a group; a bare name is a person's."""
    return not who or bool(_OFFICE.search(who))


def as_read(text: str) -> str:
    return _as_read(text)


_HIDDEN = re.compile(rf"(?:{re.escape(HIDDEN)})+")


def _aligned(text: str, public: str) -> re.Match[str] | None:
    """The text, a group for each piece that is missing in `public`."""
    return re.fullmatch("(.+?)".join(map(re.escape, _HIDDEN.split(public))), text, re.DOTALL)


def _with_shown(text: str, names: re.Pattern[str], shown: frozenset[str]) -> str:
    """The public words, and in their places again those of which the council says that they name nobody."""
    public = _clean(text, names)
    found = _aligned(_as_read(text), public) if shown and HIDDEN in public else None
    if found is None:
        return public
    kept = _HIDDEN.split(public)
    taken = [piece if piece in shown else HIDDEN for piece in found.groups()]
    return kept[0] + "".join(f"{piece}{after}" for piece, after in zip(taken, kept[1:], strict=True))


def any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Whoever is known by name, with a title or without; the longest first, or half of one would stay."""
    return _pattern(tuple(sorted({*filter(None, names)}, key=lambda name: (-len(name), name))))


# The persons of one council come with each of its rows; to spell and compile them takes longer than all the rest.
@lru_cache(maxsize=1000)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(_spelled, names)) or _NOBODY)


def _spelled(name: str) -> str:
    """A name however its two words stand apart, and with signs that look the same; one word alone may mean something else."""
    bare = re.sub(rf"^{TITLE}\s*", "", _as_read(name)).split()
    if len(bare) < 2:
        return re.escape(name)
    return rf"(?:{TITLE}\s*)?" + r"\s*".join(
        "".join(_ALIKE.get(sign, re.escape(sign)) for sign in word) for word in bare
    )


def _named(facts: Proposal) -> list[str]:
    return [one["name"] for one in [*facts["contacts"], *facts["signatures"]] if len(one["name"]) > 3]


def _recipient(recipient: Recipient) -> Recipient:
    """An office that receives money is public, a private account is not."""
    is_account = recipient.get("code") == "account"
    return {**recipient, "name": HIDDEN if is_account else recipient["name"], "account_note": ""}


def _office(who: str, shown: frozenset[str]) -> str:
    return who if who in shown or is_an_office(who) else HIDDEN


def _cleaned(value: Any, names: re.Pattern[str], shown: frozenset[str]) -> Any:
    if isinstance(value, str):
        return _with_shown(value, names, shown)
    if isinstance(value, list):
        return [_cleaned(inner, names, shown) for inner in value]
    if isinstance(value, dict):
        return {key: inner if key in PLAIN else _cleaned(inner, names, shown) for key, inner in value.items()}
    return value


def _passed(value: Any) -> Any:
    """So that no page leads it through the gate alone, which knows of no council's choice."""
    if isinstance(value, str):
        return Passed(value)
    if isinstance(value, list):
        return [_passed(inner) for inner in value]
    return {key: _passed(inner) for key, inner in value.items()} if isinstance(value, dict) else value


# Keys whose values people do not type as sentences: numbers and dates that must not be taken for telephones.
PLAIN = frozenset(
    {
        "number",
        "registration_no",
        "sha256",
        "emblem",
        "date",
        "starts_on",
        "ends_on",
        "submitted_on",
        "code",
        "shown_words",
    }
)


# The same words stand in lists, feeds, files and pages, and pass the gate in each of them.
@lru_cache(maxsize=20_000)
def _clean(text: str, names: re.Pattern[str]) -> str:
    text = names.sub(HIDDEN, _as_read(text))
    return persons.hidden(_without_addresses(_without_numbers(text) if _has_digit(text) else text))


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(HIDDEN, text) if _has_latin(text) else text


def _without_numbers(text: str) -> str:
    # The place first: its digits are no telephone's, of which the half would stay.
    text = _PLACE.sub(HIDDEN, _HOME.sub(HIDDEN, text) if _has_latin(text) else text)
    text = _PHONE.sub(HIDDEN, _NUMBER.sub(_unless_ours, text))
    # The second of two that a comma joins is seen once the first is gone.
    text = _PHONE.sub(HIDDEN, text) if f"{HIDDEN}," in text or f"{HIDDEN}/" in text else text
    text = _KEPT_BY.sub(_but_the_word, text) if _is_kept_by(text) else text
    text = _PLATE.sub(HIDDEN, text)
    return _EXTENSION.sub(HIDDEN, text) if HIDDEN in text else text


def _but_the_word(found: re.Match[str]) -> str:
    return f"{found[1] or found[2] or found[3]}{HIDDEN}"


def _as_read(text: str) -> str:
    """With signs as a reader takes them: "０８１" is 081, and what nobody sees between two digits parts nothing."""
    return "".join(map(_sign, text)) if _is_odd(text) else text


# All but Latin, Thai and what stands before them.
_is_odd = re.compile("[^\\u0000-\\u00ac\\u00ae-\\u065f\\u0e00-\\u0e7e]").search


def _sign(sign: str) -> str:
    if sign < "\u0660" or "\u0e00" <= sign < "\u0e7f":
        return sign if sign != "\u00ad" else ""
    if unicodedata.category(sign) == "Nd":
        return str(unicodedata.decimal(sign))
    if unicodedata.category(sign) == "Cf":
        return ""
    return chr(ord(sign) - 0xFEE0) if "\uff01" <= sign <= "\uff5e" else sign


def _unless_ours(found: re.Match[str]) -> str:
    """2562 2563 2564 are years and 57-2569-0001 an agreement, not a telephone number."""
    is_ours = _YEARS.fullmatch(found[0]) or _AGREEMENT.fullmatch(found[0])
    return found[0] if is_ours else HIDDEN
