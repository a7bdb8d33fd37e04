"""The guards of mails about documents: the edit that takes each away, and the test that must notice."""

from tests.mutants.guards import Guard, one_edit

_NOTICES, _ANNOUNCE = "functions/sync_timer/mails/notices.py", "functions/sync_timer/mails/announcements.py"
_REMINDERS, _APPLY, _FILES = (
    "functions/sync_timer/mails/reminders.py",
    "functions/sync_timer/mirror/apply.py",
    "functions/sync_timer/mirror/files.py",
)
_MONEY = "functions/sync_timer/mails/money_due.py"
_NEW, _DUE = "api/sync_timer/test_announcements.py", "api/sync_timer/test_reminders.py"
_PREFERENCES, _PAYING = "api/profile/test_mail_preferences.py", "api/billing/paying/test_paying.py"

MAIL_GUARDS: tuple[Guard, ...] = (
    one_edit(
        "mail: one a document and a due day",
        _NOTICES,
        "        mail_id=notice_id(recipient, notice, about),\n",
        "",
        f"{_DUE}::test_a_state_that_was_lost_repeats_no_mail",
    ),
    one_edit(
        "mail: a keyed id",
        _NOTICES,
        'lookup_id("notice", f"{notice}:{recipient.account_id}:{about}")',
        'f"{notice}:{recipient.account_id}:{about}"',
        f"{_NEW}::test_the_id_in_the_outbox_and_in_the_mail_tells_nothing",
    ),
    one_edit(
        "mail: no old documents",
        _ANNOUNCE,
        "        if row.issued_on >= oldest:\n",
        "        if row:\n",
        f"{_NEW}::test_nothing_older_than_five_days_is_announced",
    ),
    one_edit(
        "mail: what an outage held back is new",
        _ANNOUNCE,
        "min(complete_on or today, today)",
        "today",
        f"{_NEW}::test_an_invoice_from_a_permitted_outage_is_announced",
    ),
    one_edit(
        "mail: what was in quarantine is new",
        "functions/sync_timer/billing_sync.py",
        "return held.complete_on if held and held.complete_on else self._complete_on",
        "return self._complete_on",
        f"{_NEW}::test_what_was_in_quarantine_for_a_week_is_announced_when_it_comes_out",
    ),
    one_edit(
        "mail: one click that mail programs find",
        "shared/mail/letter.py",
        '_HEADERS.map_to_type("list-unsubscribe", _Whole)  # type: ignore[arg-type]\n',
        "",
        "api/profile/test_unsubscribing.py::test_one_click_of_a_mail_program_turns_that_one_switch",
    ),
    one_edit(
        "mail: an address that is read as it is written",
        "shared/mail/addresses.py",
        ' or "=?" in found',
        "",
        "unit/shared/test_addresses_of_mail.py::test_what_servers_do_not_take_is_refused",
    ),
    one_edit(
        "mail: several are told of in one, once",
        _ANNOUNCE,
        'await _notify(recipient, f"{mail}+", rest) if rest else 0',
        "0",
        f"{_NEW}::test_a_crash_between_the_notes_and_the_one_mail_neither_loses_nor_repeats",
    ),
    one_edit(
        "mail: only a mailbox refuses for good",
        "shared/mail/outbox.py",
        "    if fault.no_mailbox:\n",
        "    if fault.code and fault.code >= 500:\n",
        "api/shared/test_outbox.py::test_a_trouble_of_ours_rings_and_the_mail_goes_out_after_the_repair",
    ),
    one_edit(
        "mail: a link that we wrote",
        "shared/mail/unsubscribing.py",
        "        except (InvalidTag, ValueError):\n            continue\n",
        "        except (InvalidTag, ValueError):\n            return Switch('nobody', 'overdue')\n",
        "api/profile/test_unsubscribing.py::test_a_made_up_or_changed_link_opens_nothing_and_a_gone_account_is_not_told_of",
    ),
    one_edit(
        "mail: a changed document is not new",
        _APPLY,
        '            and revisions.get(record.item["id"], first[record.item["id"]]) >= first[record.item["id"]]\n',
        "",
        f"{_NEW}::test_a_document_paid_on_the_day_of_activation_is_no_news",
    ),
    one_edit(
        "mail: new by the page, not by the record",
        _APPLY,
        '            and revisions.get(record.item["id"], first[record.item["id"]]) >= first[record.item["id"]]\n',
        '            and revisions.get(record.item["id"], record.change.cursor) >= record.change.cursor\n',
        f"{_NEW}::test_a_crash_around_the_mail_neither_loses_nor_repeats_it[before]",
    ),
    one_edit(
        "mail: none for a pending PDF",
        _ANNOUNCE,
        ' or item.get("pdf") == "pending":',
        ":",
        f"{_NEW}::test_a_pending_pdf_is_announced_when_it_comes",
    ),
    one_edit(
        "mail: a late PDF is announced",
        _FILES,
        "                    await announce([stored], date.fromisoformat(reported) if reported else None)\n",
        "                    pass\n",
        f"{_NEW}::test_a_document_that_changed_while_its_pdf_was_awaited_is_announced",
    ),
    one_edit(
        "mail: announced before the cursor moves",
        "functions/sync_timer/billing_sync.py",
        "            await announce(documents, complete_on)\n",
        "            pass\n",
        f"{_NEW}::test_a_new_invoice_is_mailed_after_the_sync",
    ),
    one_edit(
        "mail: switches",
        "functions/profile/store.py",
        "    return [recipient for recipient in found if recipient.preferences.wants(notice)]",
        "    return found",
        f"{_DUE}::test_only_active_accounts_that_want_it_get_it",
    ),
    one_edit(
        "mail: active accounts only",
        "functions/profile/store.py",
        " AND c.state = 'active'",
        "",
        f"{_NEW}::test_only_active_accounts_that_want_it_get_it",
    ),
    one_edit(
        "mail: the payment's switch",
        "shared/payments/payer.py",
        "found[0].mail_preferences.payment_confirmed",
        "True",
        f"{_PAYING}::test_the_mail_honours_its_switch_as_it_is_when_the_money_comes",
    ),
    one_edit(
        "mail: nothing else of the account changes",
        "functions/profile/store.py",
        "sent = {name: getattr(preferences, name) for name in preferences.model_fields_set}",
        'sent = {"overdue": False} | {name: getattr(preferences, name) for name in preferences.model_fields_set}',
        f"{_PREFERENCES}::test_each_switch_is_its_own",
    ),
    one_edit(
        "reminder: in Warsaw's day",
        _REMINDERS,
        "clock.now().astimezone(clock.WARSAW).time()",
        "clock.now().time()",
        f"{_DUE}::test_it_is_for_the_warsaw_day_also_when_the_clocks_change",
    ),
    one_edit(
        "reminder: data of the day",
        _REMINDERS,
        "    if as_of is None or clock.from_iso(as_of)",
        "    if as_of is not None and as_of < '' and clock.from_iso(as_of)",
        f"{_DUE}::test_old_data_reminds_nobody",
    ),
    one_edit(
        "reminder: not what is in payment",
        _MONEY,
        " if not any(payment.pays(one.row.id) for payment in under_way)]",
        "]",
        f"{_DUE}::test_what_is_in_payment_is_left_out_of_the_sum",
    ),
    one_edit(
        "reminder: not what is in clearing",
        _MONEY,
        'if item["type"] == "document" and not (row := DocumentRow.from_mirror(item)).clearing',
        'if item["type"] == "document" and (row := DocumentRow.from_mirror(item))',
        f"{_DUE}::test_what_is_paid_cleared_or_withdrawn_is_not_mailed",
    ),
    one_edit(
        "reminder: missed days",
        _REMINDERS,
        "max(done_on + _DAY, earliest)",
        "today",
        f"{_DUE}::test_missed_days_are_made_up_for_once",
    ),
    one_edit(
        "reminder: five missed days at most",
        _REMINDERS,
        "max(done_on + _DAY, earliest)",
        "done_on + _DAY",
        f"{_DUE}::test_after_a_long_stop_old_days_stay_silent",
    ),
    one_edit(
        "reminder: goes on where it stopped",
        _REMINDERS,
        "    if lease.state.day != today:\n",
        "    if lease.state:\n",
        f"{_DUE}::test_a_run_out_of_time_is_continued_where_it_stopped",
    ),
)
