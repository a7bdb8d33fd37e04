"""Guards of who is let in, and against keeping others out."""

from tests.mutants.guards import one_edit

ACCESS_GUARDS = (
    one_edit(
        "a deleted account takes no session",
        "functions/auth/guards/session_opening.py",
        'if stale or now.state == "closed":',
        "if stale:",
        "api/auth/account/test_account_changes.py::test_no_session_is_opened_while_the_account_is_deleted",
    ),
    one_edit(
        "second step: counted by place",
        "functions/auth/sign_in/second_step.py",
        'f"{session.account_id} {source.id}" if source.known else session.account_id',
        "session.account_id",
        "api/auth/sign_in/test_totp.py::test_who_knows_the_password_cannot_keep_the_owner_out_by_wrong_codes",
    ),
    one_edit(
        "recovery: counted by place",
        "functions/auth/sign_in/recovery.py",
        'f"{owner} {source.id}" if source.known else owner',
        "owner",
        "api/auth/guards/test_limits.py::test_recoveries_asked_for_by_others_leave_the_owner_a_mail",
    ),
    one_edit(
        "refusals use up no mails",
        "functions/auth/registration/registration.py",
        'counter = "activation-mails" if recipient else "activation-refusals"',
        'counter = "activation-mails"',
        "api/auth/guards/test_limits.py::test_own_mistakes_at_registering_do_not_use_up_the_mails",
    ),
    one_edit(
        "a laborious password is bounded",
        "functions/auth/guards/passwords.py",
        "zxcvbn(_bounded(text),",
        "zxcvbn(text,",
        "api/test_event_loop.py::test_a_password_made_to_cost_is_looked_at_aside",
    ),
    one_edit(
        "passwords are cut once composed",
        "functions/auth/guards/passwords.py",
        'unicodedata.normalize("NFC", password)[: MAX_LENGTH + 1]',
        'unicodedata.normalize("NFC", password[: MAX_LENGTH + 1])',
        "api/auth/sign_in/test_sign_in.py::test_composed_and_decomposed_letters_are_one_password",
    ),
    one_edit(
        "production refuses public values",
        "shared/settings.py",
        'chosen.environment == "production"',
        'chosen.environment == "nowhere"',
        "unit/test_settings.py",
    ),
    one_edit(
        "former peppers are read",
        "shared/settings.py",
        "return self.former_peppers | {",
        "return {",
        "api/auth/guards/test_rotation.py::test_passwords_and_second_steps_outlive_the_pepper",
    ),
    one_edit(
        "former lookup keys are looked under",
        "shared/settings.py",
        "return (self.lookup_key, *self.former_lookup_keys.values())",
        "return (self.lookup_key,)",
        "api/auth/guards/test_rotation.py::test_whoever_comes_after_a_new_lookup_key_moves_to_it",
    ),
    one_edit(
        "who comes moves to the present lookup key",
        "functions/auth/accounts.py",
        "    await bring_login_over(ids)\n    return ids.present",
        "    return ids.present",
        "api/auth/guards/test_rotation.py::test_whoever_comes_after_a_new_lookup_key_moves_to_it",
    ),
    one_edit(
        "billing moves who does not come",
        "functions/sync_timer/apply.py",
        "                await bring_login_over(record.login)",
        "                pass",
        "api/auth/guards/test_rotation.py::test_the_timer_moves_what_nobody_comes_for",
    ),
    one_edit(
        "a link from before a rotation makes no second account",
        "functions/auth/registration/activation.py",
        "        await _refuse_second(account)\n",
        "",
        "api/auth/guards/test_rotation.py::test_a_new_lookup_key_makes_no_second_account",
    ),
)
