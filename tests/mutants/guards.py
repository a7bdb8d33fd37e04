"""The guards of accounts and signing in: the edit that takes each away, and the test that must notice."""

from typing import NamedTuple


class Edit(NamedTuple):
    file: str
    old: str
    new: str


class Guard(NamedTuple):
    name: str
    edits: tuple[Edit, ...]
    test: str


def one_edit(name: str, file: str, old: str, new: str, test: str) -> Guard:
    return Guard(name, (Edit(file, old, new),), f"tests/{test}")


_SESSIONS, _SIGN_IN, _ONE_TIME = (
    "shared/access/sessions.py",
    "functions/auth/sign_in/sign_in.py",
    "functions/auth/guards/one_time_password.py",
)
_COSMOS, _ADDRESS = "shared/cosmos.py", "shared/http/client_address.py"

GUARDS = (
    one_edit(
        "a PESEL opens no account that has another login, where a company wants none",
        "functions/auth/guards/number_logins.py",
        "    return None if by_number and account.chosen_login else found",
        "    return found",
        "api/auth/sign_in/test_no_pesel.py::test_the_chosen_login_opens_and_the_pesel_does_not",
    ),
    one_edit(
        "a private customer chooses a login, where a PESEL is none",
        "functions/auth/registration/registration.py",
        '        faults = [*faults, FieldFault("login", "missing")]',
        "        pass",
        "api/auth/sign_in/test_no_pesel.py::test_a_private_customer_must_choose_a_login",
    ),
    one_edit(
        "a closing that is decided stands",
        "functions/auth/account/closing.py",
        '        if account.state == "closed":',
        "        if False:",
        "api/auth/account/test_account_changes.py::test_a_closing_that_is_decided_is_not_taken_back",
    ),
    one_edit(
        "a closing is decided as it is written",
        "functions/auth/accounts.py",
        "        if account is None or account.closing is None or account.closing.closes_at > clock.now():",
        "        if account is None:",
        "api/auth/account/test_account_changes.py::test_a_closing_taken_back_in_time_is_not_carried_out",
    ),
    one_edit(
        "dummy hash for unknown logins",
        "functions/auth/guards/passwords.py",
        "    return await _off_the_loop(verify)",
        "    return hashed is not None and await _off_the_loop(verify)",
        "api/auth/guards/test_timing.py::test_durations_tell_nothing[sign-in]",
    ),
    Guard(
        "atomic counters",
        (
            Edit(_COSMOS, '    async with _serialised(f"{name}/{item_id}"):', "    if True:"),
            Edit(
                _COSMOS,
                '                return await replace(name, changed | {"_etag": stored["_etag"]})',
                "                return dict(await container(name).upsert_item(changed))",
            ),
            Edit(
                _COSMOS,
                "                    return await create(name, changed)",
                "                    return dict(await container(name).upsert_item(changed))",
            ),
        ),
        "tests/api/auth/guards/test_limits.py::test_parallel_guesses_are_counted_before_they_are_checked",
    ),
    one_edit(
        "count before the check",
        _SIGN_IN,
        "    last = await _reserve(subject, context)\n",
        "    last = False\n",
        "api/auth/guards/test_limits.py::test_the_sixth_try_from_one_address_waits_15_minutes",
    ),
    one_edit(
        "delay for one login from everywhere",
        "functions/auth/guards/attempts.py",
        "        if wait > 0:",
        "        if wait > 1e9:",
        "api/auth/guards/test_limits.py::test_guesses_from_everywhere_wait_longer_and_longer",
    ),
    one_edit(
        "known devices do not wait for strangers",
        _SIGN_IN,
        "context.source_for(found[0] if found else None)",
        "context.source_for(None)",
        "api/auth/guards/test_limits.py::test_strangers_cannot_lock_out_a_known_device",
    ),
    one_edit(
        "the seal of the device cookie",
        "functions/auth/guards/devices.py",
        "any(hmac.compare_digest(one.encode(), seal.encode()) for seal in self._seals for one in expected)",
        "bool(expected and self._seals)",
        "unit/auth/test_devices.py::test_a_forged_cookie_knows_nobody",
    ),
    one_edit(
        "spraying over many logins",
        "functions/auth/guards/limits.py",
        "        if newly:",
        "        if newly and False:",
        "api/auth/guards/test_limits.py::test_an_address_that_fails_at_many_logins_waits_longer_and_longer",
    ),
    one_edit(
        "address from the trusted hop",
        _ADDRESS,
        "in reversed([entry.strip()",
        "in list([entry.strip()",
        "unit/shared/test_client_address.py::test_the_right_most_hop_that_is_not_ours",
    ),
    one_edit(
        "port stripped from the address",
        _ADDRESS,
        '    elif entry.count(":") == 1:',
        "    elif not entry:",
        "unit/shared/test_client_address.py::test_the_right_most_hop_that_is_not_ours",
    ),
    one_edit(
        "proof of being the customer",
        "functions/auth/registration/registration.py",
        "    if not has_document:",
        "    if has_document is None:",
        "api/auth/registration/test_registration.py::test_wrong_facts_get_the_same_answer_and_no_mail",
    ),
    one_edit(
        "24 hours of the activation link",
        "functions/auth/registration/activation.py",
        '    if registration.state == "used" or clock.now() >= registration.expires_at:',
        '    if registration.state == "used":',
        "api/auth/registration/test_activation.py::test_the_link_works_for_24_elapsed_hours",
    ),
    one_edit(
        "one activation wins",
        "functions/auth/accounts.py",
        "        if login.account_id is not None:\n            raise cosmos.Conflict",
        "        if login.account_id == account_id:\n            raise cosmos.Conflict",
        "api/auth/registration/test_activation.py::test_fifty_clicks_make_one_account",
    ),
    one_edit(
        "__Host- prefix of the cookie",
        _SESSIONS,
        'COOKIE = "__Host-mojbok"',
        'COOKIE = "mojbok"',
        "api/auth/sign_in/test_sign_in.py::test_the_cookie_is_as_strict_as_it_can_be",
    ),
    one_edit(
        "HttpOnly",
        _SESSIONS,
        '    response.set_cookie(COOKIE, token, path="/", secure=True, httponly=True, samesite="lax")',
        '    response.set_cookie(COOKIE, token, path="/", secure=True, httponly=False, samesite="lax")',
        "api/auth/sign_in/test_sign_in.py::test_the_cookie_is_as_strict_as_it_can_be",
    ),
    one_edit(
        "own Origin",
        "shared/http/gate.py",
        ' or headers.get("origin") != self._origin',
        "",
        "api/gate/test_gate.py::test_a_write_from_elsewhere_is_refused",
    ),
    one_edit(
        "idle end of a session",
        _SESSIONS,
        "    if now >= session.expires_at or now >= session.ends_at:",
        "    if now >= session.ends_at:",
        "api/auth/sign_in/test_sign_in.py::test_a_session_ends_after_15_idle_minutes",
    ),
    Guard(
        "absolute end of a session",
        (
            Edit(_SESSIONS, '"expires_at": min(now + IDLE, session.ends_at)', '"expires_at": now + IDLE'),
            Edit(
                _SESSIONS,
                "    if now >= session.expires_at or now >= session.ends_at:",
                "    if now >= session.expires_at:",
            ),
        ),
        "tests/api/auth/sign_in/test_sign_in.py::test_a_session_ends_after_12_hours_however_busy",
    ),
    one_edit(
        "sign-out ends the session",
        _SIGN_IN,
        "async def sign_out(session: Session, context: ClientContext) -> None:\n    await close_session(session)\n",
        "async def sign_out(session: Session, context: ClientContext) -> None:\n",
        "api/auth/sign_in/test_sign_in.py::test_signing_out_kills_the_session_on_the_server",
    ),
    one_edit(
        "one-time password: once",
        _ONE_TIME,
        """        f"c.spent = false and c.issue = '{document['issue']}'",""",
        """        f"c.issue = '{document['issue']}'",""",
        "api/auth/sign_in/test_recovery.py::test_it_works_once_also_in_a_race",
    ),
    one_edit(
        "one-time password: ten minutes",
        _ONE_TIME,
        """ and c.expiresAt > '{clock.iso(clock.now())}'",""",
        """",""",
        "api/auth/sign_in/test_recovery.py::test_it_works_for_ten_minutes",
    ),
    one_edit(
        "one-time password: five tries",
        _ONE_TIME,
        "(not is_defined({own}) or {own} < {TRIES}) and ",
        "",
        "api/auth/sign_in/test_recovery.py::test_of_a_hundred_parallel_guesses_five_are_looked_at",
    ),
    one_edit(
        "one-time password: tries by source",
        _ONE_TIME,
        """    own = f'c.tries["{source}"]'
""",
        """    source = "all"
    own = f'c.tries["{source}"]'
""",
        "api/auth/sign_in/test_recovery.py::test_five_wrong_tries_from_one_place_end_it_there_and_nowhere_else",
    ),
    one_edit(
        "outstanding tokens end with the rest",
        "functions/auth/accounts.py",
        'ended = {"token_epoch": account.token_epoch + 1, "email_change": None}',
        'ended = {"token_epoch": account.token_epoch}',
        "api/auth/account/test_outstanding_tokens.py",
    ),
    one_edit(
        "no login like a number",
        "shared/identifiers.py",
        '_IDENTIFIER_LIKE = re.compile(r"[0-9]{10,}")',
        '_IDENTIFIER_LIKE = re.compile(r"[0-9]{40,}")',
        "api/auth/registration/test_registration.py::test_nobody_takes_a_business_number_as_a_login",
    ),
    one_edit(
        "a passkey's parser fails quietly",
        "functions/auth/guards/webauthn.py",
        """    except Exception:  # noqa: BLE001  whatever a parser makes of foreign bytes is a refusal
        return None
    return answer""",
        """    except ValueError:
        return None
    return answer""",
        "api/auth/sign_in/test_passkeys.py::test_whatever_a_device_sends_is_no_fault_of_ours",
    ),
    one_edit(
        "one-time password: not as password",
        "functions/auth/account/password_change.py",
        "    if await one_time_password.is_one_time_password(account, request.new_password):",
        "    if not request.new_password:",
        "api/auth/sign_in/test_recovery.py::test_it_cannot_become_the_password",
    ),
    one_edit(
        "one-time password: limit of mails",
        "functions/auth/sign_in/recovery.py",
        '    allowed = allowed and await within("recovery",',
        '    await within("recovery",',
        "api/auth/sign_in/test_recovery.py::test_mails_are_limited_and_the_last_sent_works",
    ),
    one_edit(
        "restricted session",
        "shared/access/signed_in.py",
        "        if pending not in tolerated:",
        '        if pending not in (*tolerated, "password_change"):',
        "api/auth/sign_in/test_recovery.py::test_entering_with_it_leads_to_a_new_password_only",
    ),
    one_edit(
        "terms before anything else",
        "shared/access/signed_in.py",
        "        if pending not in tolerated:",
        '        if pending not in (*tolerated, "terms_acceptance"):',
        "api/auth/account/test_terms.py::test_until_then_only_reading_accepting_and_leaving",
    ),
    one_edit(
        "a new password ends other sessions",
        "functions/auth/accounts.py",
        "    account = await change_account(account_id, changed)\n    for one in ended:",
        "    account = await change_account(account_id, changed)\n    for one in ended[:0]:",
        "api/auth/sign_in/test_recovery.py::test_a_change_ends_other_sessions_and_the_one_time_password",
    ),
    one_edit(
        "current password for a change",
        "functions/auth/account/password_change.py",
        "    if not await password_matches(account.password_hash, password):",
        "    if not password:",
        "api/auth/sign_in/test_recovery.py::test_a_change_needs_the_current_password",
    ),
    one_edit(
        "the password again within five minutes",
        "shared/access/signed_in.py",
        "    if at is None or clock.now() >= at + REAUTHENTICATION:",
        "    if at is None:",
        "api/auth/account/test_account_changes.py::test_what_hurts_most_needs_the_password_again",
    ),
    one_edit(
        "a confirmation belongs to the newest change",
        "functions/auth/account/email_change.py",
        "account.email_change is None or account.email_change.id != link.change",
        "account.email_change is None",
        "api/auth/account/test_account_changes.py::test_a_later_change_drops_the_earlier",
    ),
    one_edit(
        "a code of the second step: once",
        "functions/auth/sign_in/second_step.py",
        "        if step is not None and step > totp.last_step:",
        "        if step is not None:",
        "api/auth/sign_in/test_totp.py::test_a_code_works_once",
    ),
    one_edit(
        "second step after a one-time password",
        "functions/auth/guards/session_opening.py",
        "    if account.has_second_step and not second_step_done:",
        '    if account.has_second_step and not second_step_done and method == "password":',
        "api/auth/sign_in/test_totp.py::test_a_one_time_password_does_not_pass_the_second_step",
    ),
    one_edit(
        "an undo voids the password",
        "functions/auth/account/email_change.py",
        '                "password_hash": password_hash,\n',
        "",
        "api/auth/account/test_account_changes.py::test_the_old_address_may_undo_it_for_three_days",
    ),
    one_edit(
        "an undo cannot be undone",
        "functions/auth/account/email_change.py",
        " or any(one.since <= link.asked_at <= one.at for one in others):",
        ":",
        "api/auth/account/test_account_changes.py::test_who_was_put_out_by_an_undo_cannot_undo_it",
    ),
    one_edit(
        "a passkey's challenge: once",
        "functions/auth/guards/webauthn.py",
        "c.spent = false and ",
        "",
        "api/auth/sign_in/test_passkeys.py::test_a_challenge_works_once_and_for_five_minutes",
    ),
    one_edit(
        "a passkey belongs to this portal",
        "functions/auth/guards/webauthn.py",
        """            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=rp_id(),
            expected_origin=settings().portal_origin,
            credential_public_key""",
        """            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=rp_id(),
            expected_origin=[settings().portal_origin, "https://evil.example"],
            credential_public_key""",
        "api/auth/sign_in/test_passkeys.py::test_what_does_not_verify_is_refused_alike",
    ),
    one_edit(
        "new terms reach open sessions",
        "shared/access/signed_in.py",
        "    return await asked_for_terms(session)",
        "    return session",
        "api/auth/account/test_terms.py::test_open_sessions_are_asked_within_a_minute",
    ),
    one_edit(
        "new terms wait for their day",
        "shared/terms/in_force.py",
        "        if listed.effective_from <= today and (",
        "        if (",
        "api/auth/account/test_terms.py::test_terms_of_a_day_to_come_wait_for_it_in_warsaw",
    ),
    one_edit(
        "published terms do not change",
        "shared/terms/publication.py",
        "        if stored is None or from_document(stored) != version:",
        "        if stored is None:",
        "api/shared/test_terms_publication.py::test_a_published_version_does_not_change",
    ),
    one_edit(
        "broken terms are not served",
        "shared/terms/version.py",
        "        if set(self.texts) != set(LOCALES):",
        "        if not self.texts:",
        "api/shared/test_terms_publication.py::test_a_broken_version_is_not_served_and_rings",
    ),
    one_edit(
        "a password is not changed before new terms",
        "shared/access/signed_in.py",
        'tolerated if "password_change" in session.pending else ()',
        "tolerated",
        "api/auth/account/test_terms.py::test_until_then_only_reading_accepting_and_leaving",
    ),
    one_edit(
        "requests of one caller",
        "shared/http/gate.py",
        "self._over_limit(scope, headers, caller) or self._refusal(scope, headers)",
        "self._refusal(scope, headers)",
        "api/gate/test_request_limit.py::test_the_next_request_of_an_address_is_told_when_to_come_back",
    ),
    one_edit(
        "a made-up cookie has no count of its own",
        "shared/http/gate.py",
        "        if caller is None or not self._requests.knows(caller):",
        "        if caller is None:",
        "api/gate/test_request_limit.py::test_ports_paths_and_forged_cookies_make_no_other_caller",
    ),
    one_edit(
        "a session alive counts for itself",
        "shared/http/gate.py",
        "        if caller and has_session(scope):",
        "        if caller and not has_session(scope):",
        "api/gate/test_request_limit.py::test_a_session_counts_for_itself",
    ),
    one_edit(
        "a page of another session gets nothing",
        "shared/access/sessions.py",
        "    if request.headers.get(NAMED, public_id) != public_id:",
        "    if request.headers.get(NAMED, public_id) == NAMED:",
        "api/auth/test_two_tabs.py::test_a_page_of_an_earlier_session_reads_and_changes_nothing_of_the_next",
    ),
    one_edit(
        "fresh recovery codes void the old ones",
        "functions/auth/account/second_step.py",
        '        changes = {"recovery_codes": second_step_codes.hashes(codes, account.id)}',
        '        changes = {"recovery_codes": account.totp.recovery_codes + second_step_codes.hashes(codes, "")}',
        "api/auth/sign_in/test_totp.py::test_fresh_recovery_codes_void_the_old_ones",
    ),
    one_edit(
        "the password again before fresh recovery codes",
        "functions/auth/account/api.py",
        "async def totp_recovery_codes_post(session: Reauthenticated,",
        "async def totp_recovery_codes_post(session: SignedIn,",
        "api/auth/sign_in/test_totp.py::test_fresh_recovery_codes_need_the_password_again",
    ),
    one_edit(
        "a passkey confirms its own account",
        "functions/auth/guards/webauthn.py",
        '    ours = spent is not None and (spent["purpose"], spent["accountId"], spent["epoch"]) == meant',
        "    ours = spent is not None",
        "api/auth/sign_in/test_passkeys.py::test_only_an_own_passkey_with_the_person_verified_confirms",
    ),
    one_edit(
        "guesses with passkeys are counted",
        "functions/auth/account/passkeys.py",
        '    await require("passkey-checks", session.account_id, LIMITS.password_checks)\n',
        "",
        "api/auth/sign_in/test_passkeys.py::test_only_an_own_passkey_with_the_person_verified_confirms",
    ),
    one_edit(
        "every operation with a secret is known",
        "functions/auth/registration/models.py",
        "    link_expires_at: AwareDatetime\n",
        '    link_expires_at: AwareDatetime\n    token: str = ""\n',
        "api/test_no_foreign_secret.py::test_every_operation_that_takes_or_gives_a_secret_is_known",
    ),
)
