"""The guards of mails about documents: the edit that takes each away, and the test that must notice."""

from tests.mutants.guards import Guard, one_edit

_NOTICES, _ANNOUNCE = "functions/sync_timer/notices.py", "functions/sync_timer/announcements.py"
_REMINDERS, _APPLY, _FILES = (
    "functions/sync_timer/reminders.py",
    "functions/sync_timer/apply.py",
    "functions/sync_timer/files.py",
)
_NEW, _DUE = "api/sync_timer/test_announcements.py", "api/sync_timer/test_reminders.py"
_PREFERENCES, _PAYING = "api/profile/test_mail_preferences.py", "api/billing/paying/test_paying.py"

MAIL_GUARDS: tuple[Guard, ...] = (
    one_edit(
        "mail: one a document and a due day",
        _NOTICES,
        '        mail_id=lookup_id("notice", f"{notice}:{recipient.account_id}:{about}"),\n',
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
        "mail: nothing from before the activation",
        _ANNOUNCE,
        "        if row.issued_on >= _activated_on(recipient)\n",
        "",
        f"{_NEW}::test_what_was_issued_before_the_activation_is_not_announced",
    ),
    one_edit(
        "mail: the activation's day in Warsaw",
        _ANNOUNCE,
        "recipient.created_at.astimezone(clock.WARSAW).date()",
        "recipient.created_at.date()",
        f"{_NEW}::test_the_day_of_the_activation_is_the_one_in_warsaw",
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
        "                    await announce([stored])\n",
        "                    pass\n",
        f"{_NEW}::test_a_document_that_changed_while_its_pdf_was_awaited_is_announced",
    ),
    one_edit(
        "mail: announced before the cursor moves",
        "functions/sync_timer/billing_sync.py",
        "        await announce([document for one in applied for document in one.new_documents])\n",
        "",
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
        'update={"mail_preferences": preferences}',
        'update={"mail_preferences": preferences, "consents": []}',
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
        _REMINDERS,
        '        if not any(payment.pays(item["id"].partition(":")[2]) for payment in under_way)\n',
        "",
        f"{_DUE}::test_what_is_in_payment_is_left_out_of_the_sum",
    ),
    one_edit(
        "reminder: not what is in clearing",
        _REMINDERS,
        ' and not item.get("clearing", False)]',
        "]",
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
