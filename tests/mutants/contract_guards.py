"""What billing may say, and what becomes of it: the edit that takes each rule away, and the test that must notice."""

from tests.mutants.guards import Guard, one_edit

_VALUES, _DOCUMENTS = "shared/billing_contract/values.py", "shared/billing_contract/documents.py"
_CUSTOMERS, _ENERGY = "shared/billing_contract/customers.py", "shared/billing_contract/energy.py"
_RECORDS, _FAULTS = "functions/sync_timer/intake/records.py", "functions/sync_timer/intake/usage_faults.py"
_DOUBT, _LETTER, _LEDGER = (
    "functions/sync_timer/intake/doubt.py",
    "shared/mail/letter.py",
    "functions/sync_timer/mirror/ledger.py",
)
_WIDE, _SHAPE, _DOUBTED = (
    "unit/sync_timer/test_wide_contract.py",
    "unit/sync_timer/test_any_shape.py",
    "api/sync_timer/test_doubt.py",
)
_HISTORY, _UNICODE = "api/billing/paying/test_payments_history.py", "api/gate/test_all_of_unicode.py"

CONTRACT_GUARDS: tuple[Guard, ...] = (
    one_edit(
        "contract: unknown fields are ignored",
        _VALUES,
        'model_config = ConfigDict(extra="ignore")',
        'model_config = ConfigDict(extra="forbid")',
        f"{_WIDE}::test_an_unknown_field_costs_nothing_and_is_not_mirrored",
    ),
    one_edit(
        "contract: a stored field of tomorrow is kept",
        "shared/json_model.py",
        'model_config = ConfigDict(defer_build=True, extra="allow")',
        'model_config = ConfigDict(defer_build=True, extra="ignore")',
        f"{_WIDE}::test_a_newer_releases_field_survives_being_read_changed_and_written",
    ),
    one_edit(
        "contract: unknown values are shown",
        _VALUES,
        "Word = Annotated[str, _text(60)]",
        'Word = Annotated[str, StringConstraints(pattern="^G1|^[0-9]|transfer")]',
        f"{_WIDE}::test_any_tariff_group_is_shown",
    ),
    one_edit(
        "contract: an address without a street",
        _CUSTOMERS,
        "    street: ShortText | None = None",
        "    street: ShortText",
        f"{_WIDE}::test_addresses_of_villages_and_from_abroad",
    ),
    one_edit(
        "contract: names as long as KSeF's",
        _VALUES,
        "LineText = Annotated[str, _text(512)]",
        "LineText = Annotated[str, _text(256)]",
        f"{_WIDE}::test_long_names_reasons_and_numbers_as_ksef_takes_them",
    ),
    one_edit(
        "contract: a title is cleaned",
        _VALUES,
        "PaymentTitle = Annotated[str, BeforeValidator(_one_line), _text(512, shortest=0)]",
        "PaymentTitle = Annotated[str, _text(512, shortest=0)]",
        f"{_WIDE}::test_a_payments_title_is_cleaned_and_not_refused",
    ),
    one_edit(
        "contract: VAT on the sum",
        _DOCUMENTS,
        " - self.amount) > len(self.lines):",
        " - self.amount) > 0:",
        f"{_WIDE}::test_vat_on_the_sum_may_be_some_grosze_off_the_lines",
    ),
    one_edit(
        "contract: the check of KSeF 1.0 is not known",
        "functions/billing/documents/ksef.py",
        "    if len(number) == _OLD_LENGTH:",
        "    if len(number) == -_OLD_LENGTH:",
        f"{_WIDE}::test_a_number_of_ksef_1_is_taken_and_its_check_is_not_known",
    ),
    one_edit(
        "contract: check digits of an account",
        _VALUES,
        "% 97 != 1:",
        "% 97 == 97:",
        f"{_WIDE}::test_what_would_lead_people_astray_goes_aside",
    ),
    one_edit(
        "contract: check digit of a NIP",
        _VALUES,
        "    if not nip_number.is_valid(value):",
        "    if not value:",
        f"{_WIDE}::test_what_would_lead_people_astray_goes_aside",
    ),
    one_edit(
        "contract: a kind that is no text",
        _RECORDS,
        "isinstance(kind, str) and kind in DATA and",
        "kind in DATA and",
        f"{_SHAPE}::test_any_shape_is_put_aside_or_mirrored",
    ),
    one_edit(
        "contract: nested without end",
        _RECORDS,
        "    except (RecursionError, TypeError, ValueError):",
        "    except (TypeError, ValueError):",
        f"{_SHAPE}::test_a_record_nested_without_end_is_put_aside",
    ),
    one_edit(
        "contract: one bad value costs that value",
        _RECORDS,
        'without_bad_values(change.data) if change.kind == "usage"',
        '(change.data, 0) if change.kind == "usage"',
        f"{_SHAPE}::test_one_bad_value_costs_that_value_and_not_the_year",
    ),
    one_edit(
        "contract: a series beyond its time",
        _ENERGY,
        "        if len(self.quality) > longest(self.resolution, self.start):",
        "        if len(self.quality) > 10**6:",
        f"{_SHAPE}::test_no_series_reaches_beyond_its_time_and_quarters_are_whole_days",
    ),
    one_edit(
        "contract: a series cut short",
        _FAULTS,
        "    if usage.through is None and _over(usage) and",
        "    if usage.through is None and not _over(usage) and",
        f"{_SHAPE}::test_no_series_reaches_beyond_its_time_and_quarters_are_whole_days",
    ),
    one_edit(
        "contract: a series ends with its last day",
        _ENERGY,
        "            if len(self.quality) != length_through(self.resolution, self.start, self.through):",
        "            if not self.quality:",
        f"{_SHAPE}::test_a_series_that_says_its_last_day_ends_with_it_however_long_ago",
    ),
    one_edit(
        "contract: a page of broken records is doubted",
        _DOUBT,
        "    if len(broken) < FEW:",
        "    if len(broken) < FEW * 1000:",
        f"{_DOUBTED}::test_many_broken_records_leave_the_age_of_the_data_until_they_are_mended",
    ),
    one_edit(
        "contract: a kind wholly broken is doubted",
        _DOUBT,
        "(whole_kind or len(broken)",
        "(len(broken)",
        f"{_DOUBTED}::test_a_kind_that_is_broken_wholly_is_enough_however_much_else_is_good",
    ),
    one_edit(
        "contract: one NIP however written",
        _CUSTOMERS,
        "    nip: Annotated[str | None, BeforeValidator(plain_nip)] = None",
        "    nip: str | None = None",
        f"{_WIDE}::test_a_nip_is_the_same_however_it_is_written",
    ),
    one_edit(
        "contract: who is found by what",
        _CUSTOMERS,
        'return (self.pesel if self.kind == "individual" else self.nip) or ""',
        'return self.nip or self.pesel or ""',
        f"{_WIDE}::test_a_person_with_a_firm_is_found_by_pesel_and_a_firm_by_nip",
    ),
    # What was taken back, and all of Unicode
    one_edit(
        "money back: marked on what was paid",
        _LEDGER,
        "                if sign > 0 and (reversal",
        "                if sign > 1 and (reversal",
        f"{_HISTORY}::test_what_was_taken_back_is_marked_on_what_was_paid",
    ),
    one_edit(
        "money back: a reversal that goes is forgotten",
        _LEDGER,
        '                reversals.pop(item["id"], None)\n',
        "",
        f"{_HISTORY}::test_what_was_taken_back_is_marked_on_what_was_paid",
    ),
    one_edit(
        "money back: no overpayment",
        "functions/billing/paying/payments.py",
        "        left = max(left - back.amount, 0)",
        "        left = max(left, 0)",
        f"{_HISTORY}::test_what_was_taken_back_is_marked_on_what_was_paid",
    ),
    one_edit(
        "unicode: what a mail is told",
        _LETTER,
        "{name: one_line(fact) for name, fact in {**facts, **more}.items()}",
        "{name: fact for name, fact in facts.items()}",
        f"{_UNICODE}::test_a_mail_with_any_text_arrives_whole",
    ),
    one_edit(
        "unicode: the subject of a mail",
        _LETTER,
        "one_line(letter.subject)",
        "letter.subject",
        f"{_UNICODE}::test_a_mail_with_any_text_arrives_whole",
    ),
    one_edit(
        "unicode: an event of a calendar",
        "shared/rendering/calendar_file.py",
        "one_line(day.text)",
        "day.text",
        f"{_UNICODE}::test_a_calendar_with_any_text_has_its_lines",
    ),
)
