"""Names of months and weekdays in the languages in which price files come."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "januar",
    "februar",
    "marz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
    "janner",
    "feber",
    "maerz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "janeiro",
    "fevereiro",
    "marco",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
_SHORT = {"mrt": 3, "sept": 9, "set": 9, "okt": 10, "mrz": 3, "янв": 1, "май": 5}
_WEEKDAYS = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
    "lunedi",
    "martedi",
    "mercoledi",
    "giovedi",
    "venerdi",
    "sabato",
    "domenica",
    "segunda",
    "terca",
    "quarta",
    "quinta",
    "sexta",
    "sabado",
    "domingo",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "понедельник",
    "вторник",
    "среда",
    "четверг",
    "пятница",
    "суббота",
    "воскресенье",
]
_TWO_LETTERS = dict(zip(("mo", "di", "mi", "do", "fr", "sa", "so"), range(7), strict=True))
_CHINESE_WEEKDAYS = {
    name: place for place, names in enumerate(("一", "二", "三", "四", "五", "六", "日天")) for name in names
}
_JAPANESE_WEEKDAYS = {name: place for place, name in enumerate("月火水木金土日")}
_CHINESE_WEEKDAY = re.compile(
    r"[(\s]*(?:星期|周|週|礼拜|禮拜)([一二三四五六日天])\s*\)?|\(([一二三四五六日天])\)|[,\s]([一二三四五六日天])$"
)
_JAPANESE_WEEKDAY = re.compile(r"[(\s]+([月火水木金土日])(?:曜日?)?\s*\)")


def folded(word: str) -> str:
    """Lower case without accents and points, so that `févr.` is `fevr`."""
    bare = unicodedata.normalize("NFKD", word.casefold().replace("ß", "ss"))
    return "".join(one for one in bare if not unicodedata.combining(one)).strip(". ")


@lru_cache(maxsize=4096)
def month_of(word: str) -> int:
    """1 to 12, or 0 for a word that begins no month, or months that differ. Three letters or more."""
    name = folded(word)
    if name in _SHORT:
        return _SHORT[name]
    if len(name) < 3:
        return 0
    found = {place % 12 + 1 for place, month in enumerate(map(folded, _MONTHS)) if month.startswith(name)}
    return found.pop() if len(found) == 1 else 0


@lru_cache(maxsize=4096)
def weekdays_of(word: str) -> frozenset[int]:
    """The days of the week (Monday 0) that a word can mean; empty for another word."""
    name = folded(word).removesuffix("-feira")
    if name in _TWO_LETTERS:
        return frozenset({_TWO_LETTERS[name]})
    if len(name) < 3:
        return frozenset()
    return frozenset(place % 7 for place, day in enumerate(map(folded, _WEEKDAYS)) if day.startswith(name))


def without_weekday(text: str) -> tuple[str, frozenset[int]]:
    """`text` less a weekday before or after the date, and which weekday that was (empty: none)."""
    if match := _CHINESE_WEEKDAY.search(text):
        rest = text[: match.start()] + " " + text[match.end() :]
        return rest.strip(), frozenset({_CHINESE_WEEKDAYS[match[1] or match[2] or match[3]]})
    if match := _JAPANESE_WEEKDAY.search(text):
        return text[: match.start()].strip(), frozenset({_JAPANESE_WEEKDAYS[match[1]]})
    for pattern in (r"^([^\W\d_]{2,13}(?:-feira)?)\.?[,\s]+(.*)$", r"^(.*?)[,\s]+\(?([^\W\d_]{2,13})\.?\)?$"):
        if match := re.match(pattern, text):
            word, rest = (match[1], match[2]) if pattern.startswith("^([") else (match[2], match[1])
            if days := weekdays_of(word):
                return rest.strip(), days
    return text, frozenset()
