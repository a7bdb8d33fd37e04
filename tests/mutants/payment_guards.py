"""The guards of paying: the edit that takes each away, and the test that must notice."""

from tests.mutants.guards import Guard, one_edit

_SETTLEMENT, _STORE, _INTENT = "shared/payments/settlement.py", "shared/payments/store.py", "shared/payments/intent.py"
_ONLINE, _PROVIDER = "functions/billing/paying/online_payment.py", "shared/payments/przelewy24.py"
_PAYING, _WRONG = "api/billing/paying/test_paying.py", "api/billing/paying/test_going_wrong.py"
_LIMITS = "api/billing/paying/test_payment_limits.py"

PAYMENT_GUARDS: tuple[Guard, ...] = (
    # What is paid, and by whom it is said
    one_edit(
        "payment: signature of a notification",
        _PROVIDER,
        '        if not hmac.compare_digest(sent.encode(errors="replace"), expected.encode()):',
        "        if not expected:",
        f"{_PAYING}::test_a_notification_that_is_not_signed_so_changes_nothing",
    ),
    one_edit(
        "payment: amount of a notification",
        _SETTLEMENT,
        "    if (money.amount, money.currency) != (intent.amount, intent.currency):",
        "    if money.currency != intent.currency:",
        f"{_PAYING}::test_a_signed_notification_that_does_not_match_is_put_aside",
    ),
    one_edit(
        "payment: currency of a notification",
        _SETTLEMENT,
        "    if (money.amount, money.currency) != (intent.amount, intent.currency):",
        "    if money.amount != intent.amount:",
        f"{_PAYING}::test_a_signed_notification_that_does_not_match_is_put_aside",
    ),
    one_edit(
        "payment: order of a notification",
        _SETTLEMENT,
        "    if intent.order_id is not None and money.order_id != intent.order_id:",
        "    if intent.order_id == -1:",
        f"{_PAYING}::test_a_second_order_of_one_payment_is_put_aside",
    ),
    one_edit(
        "payment: verified with the provider",
        _SETTLEMENT,
        "        await provider().verify(money)\n",
        "        pass\n",
        f"{_PAYING}::test_from_the_intent_to_the_booking",
    ),
    one_edit(
        "payment: a refused verification looked into",
        _SETTLEMENT,
        "    if not verified and (transaction is None or ",
        "    if not verified and (transaction is not None or ",
        f"{_PAYING}::test_a_provider_that_refuses_to_verify_twice_is_believed_by_its_record",
    ),
    one_edit(
        "payment: a refused verification not believed",
        _SETTLEMENT,
        'transaction is None or transaction.state != "settled" or transaction.money',
        "transaction is None or transaction.money",
        f"{_WRONG}::test_what_the_provider_will_not_verify_is_not_confirmed",
    ),
    one_edit(
        "payment: another order's settlement proves nothing",
        _SETTLEMENT,
        ' or transaction.state != "settled" or transaction.money != money):',
        ' or transaction.state != "settled"):',
        f"{_WRONG}::test_a_settled_order_proves_no_other",
    ),
    one_edit(
        "payment: the browser's return proves nothing",
        _ONLINE,
        "    return _shown((await _own(customer_id, intent_id)).intent)\n\n\nasync def under_way",
        "    stored = await _own(customer_id, intent_id)\n"
        '    if stored.intent.state == "started":\n'
        '        stored = await store.move(stored, "paid", paid_at=clock.now())\n'
        "    return _shown(stored.intent)\n\n\nasync def under_way",
        f"{_PAYING}::test_from_the_intent_to_the_booking",
    ),
    one_edit(
        "payment: another amount is told to the customer",
        _SETTLEMENT,
        "        if stored.intent.state in WAITING:\n            await store.move",
        "        if stored.intent.state is None:\n            await store.move",
        f"{_WRONG}::test_another_amount_is_refused_told_and_free_to_pay_again",
    ),
    # Once each
    one_edit(
        "payment: one mail by a derived id",
        _SETTLEMENT,
        'mail_id=f"payment-confirmed-{intent.id}"',
        "mail_id=None",
        f"{_PAYING}::test_a_crash_around_the_mail_repeats_nothing",
    ),
    one_edit(
        "payment: one report by a derived key",
        _SETTLEMENT,
        "await billing_system.report_payment(_report(intent), intent.id)",
        'await billing_system.report_payment(_report(intent), f"{intent.id}-{clock.now():%H%M%S}")',
        f"{_PAYING}::test_a_crash_after_the_report_repeats_nothing",
    ),
    one_edit(
        "payment: a step only from the version read",
        _STORE,
        '            ("replace", (before.id, _item(after)), {"if_match_etag": stored.version}),',
        '            ("replace", (before.id, _item(after)), {}),',
        f"{_PAYING}::test_a_step_on_an_old_version_or_backwards_is_refused",
    ),
    one_edit(
        "payment: a note only on the version read",
        _STORE,
        '    written = await cosmos.replace(_CONTAINER, _item(after) | {"_etag": stored.version})',
        "    written = await cosmos.container(_CONTAINER).upsert_item(_item(after))",
        f"{_PAYING}::test_a_step_on_an_old_version_or_backwards_is_refused",
    ),
    one_edit(
        "payment: only forward",
        _STORE,
        "    if state not in NEXT[before.state]:",
        "    if state not in NEXT:",
        f"{_PAYING}::test_a_step_on_an_old_version_or_backwards_is_refused",
    ),
    one_edit(
        "payment: the list of open ones from the version read",
        _STORE,
        '    return ("replace", (_LIST, item), {"if_match_etag": version})',
        '    return ("replace", (_LIST, item), {})',
        f"{_PAYING}::test_twenty_payments_written_at_once_are_one_for_a_document",
    ),
    one_edit(
        "payment: a document in one payment",
        _INTENT,
        "        return self.whole or other.whole or not set(self.document_ids).isdisjoint(other.document_ids)",
        "        return self.whole or other.whole",
        f"{_PAYING}::test_a_document_in_payment_cannot_be_paid_twice",
    ),
    one_edit(
        "payment: in payment until billing has booked it",
        _INTENT,
        'OPEN: frozenset[State] = WAITING | {"paid", "confirmed", "reported"}',
        'OPEN: frozenset[State] = WAITING | {"paid", "confirmed"}',
        f"{_PAYING}::test_a_document_in_payment_cannot_be_paid_twice",
    ),
    one_edit(
        "payment: the whole balance excludes all",
        _INTENT,
        "        return self.whole or other.whole or not set",
        "        return not set",
        f"{_PAYING}::test_the_choices_add_up",
    ),
    one_edit(
        "payment: what is paid is not payable",
        "functions/billing/paying/payable.py",
        "    if not all(document.payable for document in wanted):",
        "    if not wanted:",
        f"{_PAYING}::test_from_the_intent_to_the_booking",
    ),
    one_edit(
        "payment: one key, one request",
        _ONLINE,
        "    if stored.intent.request_digest not in digests:",
        "    if not digests:",
        f"{_PAYING}::test_one_key_is_one_payment",
    ),
    # What is healed and matched
    one_edit(
        "payment: a booking matched with our own record",
        _SETTLEMENT,
        "    reference = payment.portal_reference\n",
        "    reference = None\n",
        f"{_PAYING}::test_from_the_intent_to_the_booking",
    ),
    one_edit(
        "payment: a booking of what was never paid rings",
        _SETTLEMENT,
        '            await raise_alarm("booked_without_confirmation", stored.intent.reference)\n',
        "",
        f"{_WRONG}::test_a_booking_of_what_was_never_paid_rings",
    ),
    one_edit(
        "payment: a refused report rings",
        _SETTLEMENT,
        '        await raise_alarm("report_refused", intent.reference)\n',
        "",
        f"{_WRONG}::test_a_report_that_billing_refuses_rings_and_stays_confirmed",
    ),
    one_edit(
        "payment: the timer asks the provider",
        _SETTLEMENT,
        "        await _money_found(stored, transaction)\n",
        "        await store.postpone(stored)\n",
        f"{_PAYING}::test_a_lost_notification_is_healed_by_the_timer",
    ),
    one_edit(
        "payment: late money counts",
        _INTENT,
        'WITHOUT_MONEY: frozenset[State] = WAITING | {"refused", "expired"}',
        'WITHOUT_MONEY: frozenset[State] = WAITING | {"refused"}',
        f"{_PAYING}::test_money_that_comes_days_late_counts",
    ),
    one_edit(
        "payment: calling off asks the provider",
        _ONLINE,
        '        if transaction is not None and transaction.state in {"held", "settled"}:',
        "        if transaction is None:",
        f"{_WRONG}::test_what_is_paid_already_cannot_be_called_off",
    ),
    # How often
    one_edit(
        "payment: limit of starts",
        _ONLINE,
        '    await require("payments", who, *STARTS)\n',
        "",
        f"{_LIMITS}::test_a_customer_begins_so_many_payments_and_no_more",
    ),
    one_edit(
        "payment: limit of BLIK codes",
        _ONLINE,
        '        await require("blik", who, *BLIK_TRIES)\n',
        "",
        f"{_LIMITS}::test_five_blik_codes_in_ten_minutes",
    ),
    one_edit(
        "payment: limit of BLIK codes of an address",
        _ONLINE,
        '        await require("blik-address", address, BLIK_TRIES_OF_ADDRESS)\n',
        "",
        f"{_LIMITS}::test_one_address_tries_the_codes_of_many_customers_so_often",
    ),
)
