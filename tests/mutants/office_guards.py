"""The guards of the office: the edit that takes each away, and the test that must notice."""

from tests.mutants.guards import Guard, one_edit

_ENTRA, _SESSIONS, _REPLIES = "functions/staff/entra.py", "functions/staff/sessions.py", "functions/staff/replies.py"
_STORE, _OFFICE, _READING = "functions/staff/store.py", "functions/tickets/office.py", "functions/tickets/reading.py"
_SIGN_IN, _TICKETS = "api/staff/test_sign_in.py", "api/staff/test_tickets.py"
_WHO, _DESK = "api/staff/test_authorisation.py", "api/staff/test_desk.py"
_ORDERING, _ORDERS = "functions/tickets/services/ordering.py", "functions/tickets/services/store.py"
_SERVICES, _DECIDED = "api/tickets/test_services.py", "api/staff/test_orders.py"
_HOLD = "api/staff/test_supply_hold.py"
_TRANSFER, _FILES = "functions/tickets/files/transfer.py", "api/staff/test_files.py"
_TOKEN = f"{_SIGN_IN}::test_a_token_that_is_not_ours_or_not_of_now_opens_nothing"
_REQUIRED = 'options={"require": ["exp", '


def _unchecked(what: str, option: str, fault: str) -> Guard:
    """A claim of the ID token that is not looked at."""
    edit = f'options={{"{option}": False, "require": ["exp", '
    return one_edit(f"office: the token's {what}", _ENTRA, _REQUIRED, edit, f"{_TOKEN}[{fault}]")


_DESK = "api/staff/test_customers.py"

_LEADS = "api/staff/test_leads.py"

OFFICE_GUARDS: tuple[Guard, ...] = (
    one_edit(
        "leads: a clerk is none",
        _SESSIONS,
        "    if not session.lead:\n",
        "    if session is None:\n",
        f"{_LEADS}::test_a_clerk_does_none_of_it",
    ),
    one_edit(
        "leads: terms are published as they were seen",
        "functions/staff/leads/terms.py",
        "if new.digest != _digest(version):",
        "if not new.digest:",
        f"{_LEADS}::test_terms_are_published_as_they_were_looked_at_and_asked_for_from_their_day",
    ),
    one_edit(
        "leads: one version at a time",
        "shared/terms/publication.py",
        "    if ahead and last.effective_from > today:\n",
        "    if last is None:\n",
        f"{_LEADS}::test_of_two_leads_one_publishes_and_no_two_versions_wait_at_once",
    ),
    one_edit(
        "leads: a break is changed as it was seen",
        "functions/staff/leads/breaks.py",
        "    if before.version != new.version:\n",
        "    if before is None:\n",
        f"{_LEADS}::test_a_break_is_announced_changed_and_called_off",
    ),
    one_edit(
        "a break that closes is closed",
        "shared/maintenance/closed.py",
        "    if notice is None or not notice.closes_at(now):\n",
        "    if notice is None or notice.closes:\n",
        f"{_LEADS}::test_while_it_is_closed_customers_get_a_503_and_the_office_goes_on",
    ),
    one_edit(
        "a clerk's view changes nothing",
        "shared/viewing.py",
        'if request.method not in {"GET", "HEAD"}:',
        "if False:",
        f"{_DESK}::test_a_view_reads_what_it_may_and_does_nothing_else",
    ),
    one_edit(
        "a clerk's view sees no secret",
        "shared/viewing.py",
        "if operation is None or operation.permission not in SEEN:",
        "if operation is None:",
        f"{_DESK}::test_a_view_reads_what_it_may_and_does_nothing_else",
    ),
    one_edit(
        "a view ends with the clerk's session",
        "shared/viewing.py",
        "if not ends or clock.now() >= min(ends):",
        "if False:",
        f"{_DESK}::test_a_view_ends_when_it_is_left_or_the_clerk_leaves_the_office",
    ),
    _unchecked("audience", "verify_aud", "audience"),
    _unchecked("issuer", "verify_iss", "issuer"),
    _unchecked("end", "verify_exp", "expired"),
    one_edit(
        "office: the token's tenant",
        _ENTRA,
        'if claims["tid"] != authority.rpartition("/")[2]:',
        "if not claims:",
        f"{_TOKEN}[tenant]",
    ),
    one_edit(
        "office: a role of ours",
        _ENTRA,
        "    if not roles:\n",
        "    if given == 0:\n",
        f"{_SIGN_IN}::test_without_a_role_of_ours_nobody_comes_in",
    ),
    one_edit(
        "office: a session has a role",
        _SESSIONS,
        "    if not session.roles:\n",
        "    if session is None:\n",
        f"{_WHO}::test_who_is_no_clerk_is_let_in_nowhere",
    ),
    one_edit(
        "office: an open page is no use of a session",
        _SESSIONS,
        "if not used or now - session.seen_at",
        "if now - session.seen_at",
        f"{_SIGN_IN}::test_a_page_left_open_keeps_no_session_alive",
    ),
    one_edit(
        "office: sessions of their own",
        _SESSIONS,
        'return f"office-{token_id(token)}"',
        "return token_id(token)",
        f"{_WHO}::test_who_is_no_clerk_is_let_in_nowhere",
    ),
    one_edit(
        "office: what another has, a lead moves",
        "functions/staff/handling.py",
        "and not session.lead:",
        "and session is None:",
        f"{_WHO}::test_a_lead_moves_what_another_has_and_a_clerk_does_not",
    ),
    one_edit(
        "office: nobody answers past what is there",
        _REPLIES,
        "if seen.ticket.messages != new.seen:",
        "if seen.ticket.messages < 0:",
        f"{_TICKETS}::test_nobody_answers_past_what_the_customer_has_written",
    ),
    one_edit(
        "office: a reply is not seen before it leaves",
        _READING,
        "            if message.sent_at <= now\n",
        "",
        f"{_TICKETS}::test_a_reply_reaches_the_customer_after_ten_seconds_and_not_before",
    ),
    one_edit(
        "office: what has left is not taken back",
        _OFFICE,
        " or now >= outgoing.sent_at:",
        ":",
        f"{_TICKETS}::test_a_reply_reaches_the_customer_after_ten_seconds_and_not_before",
    ),
    one_edit(
        "office: a draft saved on an older one",
        "shared/drafts.py",
        'if (int(stored["revision"]) if stored else 0) != revision:',
        "if revision < 0:",
        f"{_TICKETS}::test_a_draft_is_shared_and_never_overwritten_unseen",
    ),
    one_edit(
        "office: nothing of what was begun is cut",
        _REPLIES,
        "if len(joined) > MOST_TEXT:",
        "if not joined:",
        f"{_TICKETS}::test_a_reply_taken_back_loses_nothing_of_what_was_begun_meanwhile",
    ),
    one_edit(
        "orders: what binds is sent as it was shown",
        _ORDERING,
        "if new.summary != _summary(prepared, locale).digest:",
        "if not new.summary:",
        f"{_SERVICES}::test_what_binds_is_sent_only_as_it_was_shown",
    ),
    one_edit(
        "orders: no more than the overpayment",
        "functions/tickets/services/rules.py",
        'if asked.values["amount"] > asked.own.overpayment:',
        'if asked.values["amount"] < 0:',
        f"{_SERVICES}::test_what_is_missing_or_wrong_is_told_by_its_field",
    ),
    one_edit(
        "orders: one overpayment is spent once",
        _ORDERS,
        '    return [("replace", (name, marker), {"if_match_etag": known["_etag"]})]',
        "    return []",
        f"{_SERVICES}::test_a_double_click_orders_once_and_a_retry_finds_it",
    ),
    one_edit(
        "orders: money wants the password again",
        _ORDERING,
        "    if service.secure:\n",
        "    if service is None:\n",
        f"{_SERVICES}::test_money_and_the_end_of_a_contract_want_the_password_again",
    ),
    one_edit(
        "orders: what is somebody else's",
        "functions/tickets/services/values.py",
        "    if _text(answer) not in around.own.of(field):\n",
        "    if not _text(answer):\n",
        f"{_SERVICES}::test_what_is_somebody_elses_is_as_if_it_did_not_exist",
    ),
    one_edit(
        "orders: one whose writer died",
        _ORDERS,
        "_tickets(\"c.ordered.state = 'passing'\")",
        "_tickets(\"c.ordered.state = 'none'\")",
        f"{_SERVICES}::test_an_order_whose_writer_died_before_billing_heard_of_it_is_told_by_the_timer",
    ),
    one_edit(
        "orders: a clerk decides on what was read",
        "functions/staff/orders.py",
        "    if seen.ticket.revision != decision.revision:\n",
        "    if seen.ticket.revision < 0:\n",
        f"{_DECIDED}::test_a_clerk_decides_on_what_was_read",
    ),
    one_edit(
        "orders: health is for a lead",
        "functions/staff/orders.py",
        "    if _order(seen).health and not session.lead:\n",
        "    if _order(seen).health and not session:\n",
        f"{_DECIDED}::test_health_is_for_a_lead_and_gone_with_the_decision",
    ),
    one_edit(
        "orders: health is gone with the decision",
        _ORDERS,
        '        *([("delete", (kept,))] if gone else []),\n',
        "",
        f"{_DECIDED}::test_health_is_for_a_lead_and_gone_with_the_decision",
    ),
    one_edit(
        "orders: files about health are for a lead",
        "functions/staff/api.py",
        "    await orders.require_may_see_files(session, customer_id, ticket_id)\n",
        "",
        f"{_DECIDED}::test_health_is_for_a_lead_and_gone_with_the_decision",
    ),
    one_edit(
        "access log: a ticket that is opened",
        "functions/staff/ticket.py",
        'access_log.note(customer_id, session.actor, "ticket_opened", thing, reason=seen.ticket.number),',
        "asyncio.sleep(0),",
        "api/staff/test_access_log.py::test_a_look_is_written_once_a_clerk_and_hour",
    ),
    one_edit(
        "access log: one entry a stretch",
        "shared/access_log.py",
        "{deed} {thing.id} {stretch}",
        "{deed} {thing.id} {now}",
        "api/staff/test_access_log.py::test_a_look_is_written_once_a_clerk_and_hour",
    ),
    one_edit(
        "office: a file is not given out before its reply leaves",
        _TRANSFER,
        "if attachment is not None and attachment.form is not None and await _still_leaving(attachment):",
        "if False:",
        f"{_FILES}::test_a_replys_file_reaches_the_customer_when_the_reply_leaves",
    ),
    one_edit(
        "office: a note's file is none of a reply",
        "functions/tickets/attachments.py",
        'return [item for item in items if item["form"] == form]',
        "return items",
        f"{_FILES}::test_a_notes_file_is_for_clerks",
    ),
    one_edit(
        "office: files of clerks lie apart",
        "functions/tickets/attachments.py",
        'return attachment.id if attachment.form is None else f"office/{attachment.id}"',
        "return attachment.id",
        f"{_FILES}::test_an_id_of_a_clerks_file_writes_over_nothing_of_a_customers",
    ),
    one_edit(
        "office: a hold set again is another one",
        "functions/tickets/ticket.py",
        "hold_turn=self.hold_turn + (self.hold_lift is not None),",
        "hold_turn=self.hold_turn,",
        f"{_HOLD}::test_it_is_lifted_with_a_reason_and_can_be_set_again",
    ),
    one_edit(
        "office: a hold nobody told of is told by the timer",
        "functions/sync_timer/desk.py",
        "            await _billing_knows(ticket)\n",
        "",
        f"{_HOLD}::test_what_died_between_head_and_billing_is_told_by_the_timer",
    ),
    one_edit(
        "office: only a hold is lifted",
        "functions/tickets/ticket.py",
        "        if self.hold_lift is None or self.hold_lift.reason != reason:\n",
        "        if not self.id:\n",
        f"{_HOLD}::test_it_is_lifted_with_a_reason_and_can_be_set_again",
    ),
    one_edit(
        "office: a letter owed stays on the desk",
        _STORE,
        "if ticket.state not in LANES and ticket.letter_owed is None:",
        "if ticket.state not in LANES:",
        f"{_TICKETS}::test_a_reply_that_reaches_no_mailbox_is_a_task_until_it_went_another_way",
    ),
    one_edit(
        "office: templates are a lead's",
        "functions/staff/templates.py",
        "    if not session.lead:\n",
        "    if not session.name:\n",
        "api/staff/test_templates.py::test_a_lead_writes_the_next_version_and_a_clerk_does_not",
    ),
    one_edit(
        "office: a template's variables",
        "functions/staff/templates.py",
        "if {*braced} - VARIABLES or text.count",
        "if text.count",
        "api/staff/test_templates.py::test_what_nobody_could_use_is_refused",
    ),
    one_edit(
        "desk: a word's row never goes back",
        "functions/staff/found_store.py",
        'return stored is not None and (stored["revision"] > row.revision or ',
        "return stored is not None and (",
        "api/staff/test_finding.py::test_it_shows_the_state_of_now_and_never_an_older_one",
    ),
    one_edit(
        "desk: what was written late",
        "functions/sync_timer/desk.py",
        "OVERLAP = timedelta(minutes=3)",
        "OVERLAP = timedelta(0)",
        f"{_DESK}::test_a_ticket_whose_writer_died_or_wrote_late_is_found",
    ),
    one_edit(
        "desk: figures in the batch of the row",
        _STORE,
        '*([("patch", (COUNTS, steps))] if steps else [])',
        "",
        f"{_DESK}::test_it_follows_what_customers_and_clerks_do",
    ),
    one_edit(
        "office: what the law wants answered is not closed without an answer",
        "functions/tickets/ticket.py",
        'if self.rule != "promise" and self.answered_at is None:',
        "if self.answered_at is not None and self.rule == self.number:",
        f"{_TICKETS}::test_what_the_law_wants_answered_is_not_closed_without_an_answer",
    ),
    one_edit(
        "office: an undecided order is not answered away",
        _OFFICE,
        "if final and ticket.undecided:",
        "if not final and ticket.undecided:",
        f"{_DECIDED}::test_an_undecided_order_leaves_the_desk_by_its_decision_only",
    ),
    one_edit(
        "office: a merged complaint is owed its answer",
        "functions/tickets/ticket.py",
        "state=waits,",
        "state=self.state,",
        f"{_TICKETS}::test_a_complaint_merged_into_an_answered_ticket_is_owed_its_own_answer",
    ),
    one_edit(
        "office: a colleague's draft outlives a reply",
        "functions/staff/drafts.py",
        'if stored is None or (stored["revision"] != revision and str(stored["text"]).strip() != text):',
        "if stored is None:",
        f"{_TICKETS}::test_a_colleagues_draft_outlives_a_reply_and_ones_own_goes_with_it",
    ),
    one_edit(
        "office: billing hears of holds in their order",
        "shared/customer_requests.py",
        "    for name in stored.after:\n",
        "    for name in stored.after[:0]:\n",
        f"{_HOLD}::test_billing_hears_holds_and_liftings_in_the_order_they_were_made",
    ),
    one_edit(
        "a complaint that silence has accepted is refused by who knows it",
        _REPLIES,
        "if silent and not new.despite_silence:",
        "if False:",
        f"{_TICKETS}::test_who_refuses_a_complaint_that_silence_has_accepted_has_to_know_it",
    ),
    one_edit(
        "a held supply stays on the desk",
        "functions/tickets/ticket.py",
        "        if self.disconnection:\n            days.append",
        "        if False:\n            days.append",
        f"{_HOLD}::test_a_hold_on_what_is_answered_or_closed_stays_on_the_desk_until_it_is_lifted",
    ),
    one_edit(
        "what a clerk has ended billing is not asked for",
        _ORDERS,
        'if missed and order.state == "passing" and not await customer_requests.withdraw(*_asked(ticket)):',
        "if False:",
        f"{_DECIDED}::test_an_order_billing_never_answers_alarms_the_desk_and_a_clerk_ends_it[True]",
    ),
    one_edit(
        "an owner hears of what a helper orders",
        "functions/tickets/announcing.py",
        "binding=ticket.ordered is not None,",
        "binding=False,",
        "api/profile/test_people.py::test_what_somebody_authorised_orders_the_owner_is_told_as_well",
    ),
    one_edit(
        "an order's draft is its writer's",
        "functions/tickets/drafts.py",
        'if item["kind"] != "order" or item.get("accountId") == own',
        "if own",
        "api/profile/test_people.py::test_an_owner_alone_reads_the_orders_the_owner_has_begun",
    ),
    one_edit(
        "a draft keeps nothing of health",
        "functions/tickets/services/drafts.py",
        'if not one.sensitive and one.kind != "consent"',
        "if True",
        f"{_SERVICES}::test_a_draft_keeps_no_health_no_consent_and_no_form_of_nothing",
    ),
)
