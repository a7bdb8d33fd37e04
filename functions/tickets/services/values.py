"""Answers as people type them, made into values by the kind of their field; each fault has a code of its own."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any

from pydantic import StrictBool, StringConstraints

from functions.tickets.services.catalogue import Field, Option, Who
from functions.tickets.services.own import Own, label_of, zones_of
from shared.billing_contract import Address
from shared.locale import Locale
from shared.mail.addresses import ascii_address, visible
from shared.problems import FieldFault, Problem
from shared.rendering.formatting import plain_date, zloty
from shared.supply.zone_names import zone_name
from shared.working_days import is_working_day

LONGEST = 2_000
Typed = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST)]
Part = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
type Answer = StrictBool | Typed | list[Part] | dict[Part, Part]
"""What comes for one field: a text, for several choices a list, for parts (an address, zones) by their names."""

ADDRESS_PARTS = ("street", "building", "flat", "postalCode", "city")
_LONGEST_TEXT = 200
_MOST_GROSZE = 10**10
_MOST_KWH = 10**9
_BLANKS = re.compile(r"[\s\u00a0\u2007\u202f]+")
_CURRENCY = re.compile(r"(zł|zl|pln)\.?$", re.IGNORECASE)
_PLAIN = re.compile(r"([0-9]{1,12})(?:[.,]([0-9]{1,2}))?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,([0-9]{1,2})|[0-9]{1,3}(?:,[0-9]{3})+\.([0-9]{1,2})")
_NUMBER = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,3})?")
_WRITTEN_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_DIGITS = re.compile(r"\D")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Wrong(Exception):
    """What is wrong with an answer, by its code; `part` where the field has parts."""

    def __init__(self, code: str, part: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.part = part


def asked_for(field: Field, values: Mapping[str, Any]) -> bool:
    """Whether the field is asked for, by the answers before it."""
    return field.only_if is None or values.get(field.only_if.field) == field.only_if.value


def checked(fields: list[Field], answers: Mapping[str, Answer], own: Own, today: date, who: Who) -> dict[str, Any]:
    """The values by the names of their fields; what was left empty is not there.

    Raises Problem `not_found` for a thing that is not the customer's, and `validation_failed` with all that is wrong.
    """
    values: dict[str, Any] = {}
    faults: list[FieldFault] = []
    known = {field.name for field in fields}
    faults += [FieldFault(f"answers.{name}", "value_invalid") for name in answers if name not in known]
    for field in fields:
        if not asked_for(field, values):
            continue
        answer = answers.get(field.name)
        if answer in (None, "", [], {}, False):
            if field.required:
                faults.append(FieldFault(f"answers.{field.name}", "missing"))
            continue
        try:
            values[field.name] = _READERS[field.kind](field, answer, _Around(own, today, who, values))
        except Wrong as wrong:
            place = f"answers.{field.name}" + (f".{wrong.part}" if wrong.part else "")
            faults.append(FieldFault(place, wrong.code))
    if faults:
        raise Problem("validation_failed", errors=faults)
    return values


class _Around:
    """What a reader may look at beside the answer."""

    def __init__(self, own: Own, today: date, who: Who, values: Mapping[str, Any]) -> None:
        self.own, self.today, self.who, self.values = own, today, who, values


def money_of(text: str) -> int:
    """Grosze of an amount as typed: `1 234,56 zł`, `12.5`, `1.234,56`. Raises Wrong `amount_invalid`.

    `1.234` may mean two things and is refused.
    """
    bare = _CURRENCY.sub("", _BLANKS.sub("", text))
    if (grouped := _GROUPED.fullmatch(bare)) is not None:
        cents = grouped[1] or grouped[2]
        whole = re.sub(r"[.,]", "", bare[: -len(cents) - 1])
    elif (plain := _PLAIN.fullmatch(bare)) is not None:
        whole, cents = plain[1], plain[2] or ""
    else:
        raise Wrong("amount_invalid")
    amount = int(whole) * 100 + int(cents.ljust(2, "0") or 0)
    if not 0 < amount <= _MOST_GROSZE:
        raise Wrong("amount_invalid")
    return amount


def account_of(text: str) -> str:
    """The 26 digits of a Polish account, with or without blanks and PL. Raises Wrong `iban_invalid`, `iban_foreign`."""
    from stdnum import iban

    bare = re.sub(r"[^0-9A-Za-z]", "", text).upper()
    number = f"PL{bare}" if re.fullmatch(r"[0-9]{26}", bare) else bare
    if not iban.is_valid(number):
        raise Wrong("iban_invalid")
    if not number.startswith("PL"):
        raise Wrong("iban_foreign")
    return number.removeprefix("PL")


def day_of(text: str) -> date:
    """A day as `2026-11-30` or `30.11.2026`. Raises Wrong `date_invalid`."""
    written = _WRITTEN_DAY.fullmatch(text)
    try:
        if written is not None:
            return date(int(written[3]), int(written[2]), int(written[1]))
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        raise Wrong("date_invalid") from None
    raise Wrong("date_invalid")


def _text(answer: Any) -> str:
    if not isinstance(answer, str) or _CONTROLS.search(answer):
        raise Wrong("value_invalid")
    return answer


def _date(field: Field, answer: Any, around: _Around) -> str:
    day = day_of(_text(answer))
    if field.from_days is not None and day < around.today + timedelta(days=field.from_days):
        raise Wrong("date_too_early")
    if field.to_days is not None and day > around.today + timedelta(days=field.to_days):
        raise Wrong("date_too_late")
    if day.year < 1900:
        raise Wrong("date_too_early")
    if field.working and not is_working_day(day):
        raise Wrong("day_not_working")
    return day.isoformat()


def _money(_field: Field, answer: Any, _around: _Around) -> int:
    return money_of(_text(answer))


def _iban(_field: Field, answer: Any, _around: _Around) -> str:
    return account_of(_text(answer))


def _number(field: Field, answer: Any, _around: _Around) -> str:
    bare = _BLANKS.sub("", _text(answer))
    if _NUMBER.fullmatch(bare) is None:
        raise Wrong("number_invalid")
    number = Decimal(bare.replace(",", "."))
    if -int(number.as_tuple().exponent) > field.decimals:
        raise Wrong("number_invalid")
    if field.least is not None and number < field.least:
        raise Wrong("number_too_small")
    if field.most is not None and number > field.most:
        raise Wrong("number_too_large")
    return f"{number:f}"


def _words(field: Field, answer: Any, _around: _Around) -> str:
    text = _text(answer)
    if not any(one.isalnum() for one in text):
        raise Wrong("value_invalid")
    if len(text) > (field.most or _LONGEST_TEXT):
        raise Wrong("too_long")
    return text


def _choice(field: Field, answer: Any, around: _Around) -> str:
    if _text(answer) not in {option.key for option in options_for(field, around.who)}:
        raise Wrong("value_invalid")
    return str(answer)


def _choices(field: Field, answer: Any, around: _Around) -> list[str]:
    offered = [option.key for option in options_for(field, around.who)]
    if not isinstance(answer, list) or not {*answer} <= {*offered}:
        raise Wrong("value_invalid")
    return [key for key in offered if key in answer]


def _thing(field: Field, answer: Any, around: _Around) -> str:
    if _text(answer) not in around.own.of(field):
        raise Problem("not_found")
    return str(answer)


def _things(field: Field, answer: Any, around: _Around) -> list[str]:
    if not isinstance(answer, list):
        raise Wrong("value_invalid")
    mine = around.own.of(field)
    if not {*answer} <= {*mine}:
        raise Problem("not_found")
    return [name for name in mine if name in answer]


def _readings(_field: Field, answer: Any, around: _Around) -> dict[str, int]:
    point = around.own.points.get(str(around.values.get("point")))
    if not isinstance(answer, dict) or point is None:
        raise Wrong("value_invalid")
    zones = zones_of(point)
    if not {*answer} <= {*zones}:
        raise Wrong("zones_do_not_match")
    states = {}
    for zone in zones:
        typed = _BLANKS.sub("", answer.get(zone, ""))
        if not typed:
            raise Wrong("missing", zone)
        if not (typed.isascii() and typed.isdecimal()) or len(typed) > len(str(_MOST_KWH)) or int(typed) > _MOST_KWH:
            raise Wrong("number_invalid", zone)
        states[zone] = int(typed)
    return states


def _address(_field: Field, answer: Any, _around: _Around) -> dict[str, str]:
    if not isinstance(answer, dict) or not {*answer} <= {*ADDRESS_PARTS}:
        raise Wrong("value_invalid")
    parts = {name: _text(answer[name]) for name in ADDRESS_PARTS if answer.get(name)}
    for name in ("building", "postalCode", "city"):
        if name not in parts:
            raise Wrong("missing", name)
    return parts


def _email(_field: Field, answer: Any, _around: _Around) -> str:
    try:
        return ascii_address(str(visible(_text(answer))))
    except ValueError:
        raise Wrong("email_invalid") from None


def _phone(_field: Field, answer: Any, _around: _Around) -> str:
    text = _text(answer)
    if not 9 <= len(_DIGITS.sub("", text)) <= 15 or len(text) > 40:
        raise Wrong("phone_invalid")
    return text


def _consent(_field: Field, answer: Any, _around: _Around) -> bool:
    if answer is not True:
        raise Wrong("value_invalid")
    return True


_READERS: dict[str, Callable[[Field, Any, _Around], Any]] = {
    "date": _date,
    "money": _money,
    "iban": _iban,
    "number": _number,
    "text": _words,
    "choice": _choice,
    "choices": _choices,
    "contract": _thing,
    "point": _thing,
    "document": _thing,
    "documents": _things,
    "readings": _readings,
    "address": _address,
    "email": _email,
    "phone": _phone,
    "consent": _consent,
}


def options_for(field: Field, who: Who) -> list[Option]:
    return [option for option in field.options if who in option.who]


def shown(field: Field, value: Any, own: Own, locale: Locale, yes: str) -> str:
    """A value as a line of the summary says it."""
    if field.kind == "date":
        return plain_date(date.fromisoformat(value), locale)
    if field.kind == "money":
        return zloty(value, locale)
    if field.kind == "iban":
        return f"{value[:2]} {' '.join(value[at : at + 4] for at in range(2, 26, 4))}"
    if field.kind in {"choice", "choices"}:
        labels = {option.key: option.label.of(locale) for option in field.options}
        return ", ".join(labels[key] for key in ([value] if isinstance(value, str) else value))
    if field.kind in {"contract", "point", "document", "documents"}:
        kind = field.kind.removesuffix("s")
        things = own.of(field)
        return "; ".join(label_of(kind, things[key], locale) for key in ([value] if isinstance(value, str) else value))
    if field.kind == "readings":
        return ", ".join(f"{zone_name(zone, locale)}: {kwh} kWh" for zone, kwh in value.items())
    if field.kind == "address":
        return Address.model_validate(value).one_line()
    if field.kind == "number":
        return str(value).replace(".", ",")
    return yes if field.kind == "consent" else str(value)
