"""The guards of supply and of API keys: the edit that takes each away, and the test that must notice."""

from tests.mutants.guards import Guard, one_edit

_KEYS, _READINGS = "shared/access/api_keys.py", "functions/supply/readings/readings.py"
_KEY_TESTS, _READING_TESTS = "api/profile/test_api_keys.py", "api/supply/test_readings.py"
_REMINDERS = "api/sync_timer/test_reminders.py"

SUPPLY_GUARDS: tuple[Guard, ...] = (
    one_edit(
        "supply: a key reads within its scopes",
        _KEYS,
        '    if request.method != "GET" or _scope_of(request.url.path) not in key.scopes:\n',
        '    if request.method != "GET":\n',
        f"{_KEY_TESTS}::test_a_key_reads_what_its_scope_opens_and_nothing_else",
    ),
    one_edit(
        "supply: a key changes nothing",
        _KEYS,
        '    if request.method != "GET" or _scope_of(request.url.path) not in key.scopes:\n',
        "    if _scope_of(request.url.path) not in key.scopes:\n",
        f"{_KEY_TESTS}::test_a_key_changes_nothing",
    ),
    one_edit(
        "supply: a key ends with a year",
        _KEYS,
        "    if key is None or now >= key.expires_at:\n",
        "    if key is None:\n",
        f"{_KEY_TESTS}::test_a_key_ends_when_revoked_after_a_year_and_with_a_new_password",
    ),
    one_edit(
        "supply: a key ends with the sessions",
        _KEYS,
        " or found[0].token_epoch != key.token_epoch:\n",
        ":\n",
        f"{_KEY_TESTS}::test_a_key_ends_when_revoked_after_a_year_and_with_a_new_password",
    ),
    one_edit(
        "supply: a key has a limit of its own",
        _KEYS,
        '    await require("api-key", f"{account_id}:{key.id}", USES)\n',
        "",
        f"{_KEY_TESTS}::test_a_key_has_a_limit_of_its_own_and_its_uses_are_seen",
    ),
    one_edit(
        "supply: a use is written once a day",
        _KEYS,
        "    if any(use.source == source and use.at.date() == now.date() for use in key.uses):\n        return\n",
        "",
        f"{_KEY_TESTS}::test_uses_stand_in_the_history_of_sign_ins_once_a_day_also_of_a_key_that_is_no_more",
    ),
    one_edit(
        "supply: the password for a key",
        "functions/profile/api_keys_api.py",
        "async def api_key_post(session: Reauthenticated,",
        "async def api_key_post(session: SignedIn,",
        f"{_KEY_TESTS}::test_making_a_key_wants_the_password_again",
    ),
    one_edit(
        "supply: an unsigned contract's file is nobody's",
        "functions/supply/contracts/download.py",
        'stored if stored is not None and stored["data"]["status"] != "unsigned" else None',
        "stored",
        "api/supply/test_contract_pdf.py::test_what_is_late_unsigned_or_was_never_announced",
    ),
    one_edit(
        "supply: a remote meter takes no reading",
        _READINGS,
        '    return bool(data["meter"] == "manual" and data.get("suppliedTo") is None)\n',
        "    return True\n",
        f"{_READING_TESTS}::test_a_meter_read_remotely_wants_no_reading",
    ),
    one_edit(
        "supply: what cannot be stays refused",
        _READINGS,
        "    if refusal is not None:\n",
        "    if refusal is not None and not reading.confirmed:\n",
        f"{_READING_TESTS}::test_what_cannot_be_is_bad_input_even_when_confirmed",
    ),
    one_edit(
        "supply: an older record changes no usage",
        "functions/sync_timer/mirror/apply.py",
        'record.change.cursor > revisions.get(record.item["id"], 0)]',
        "True]",
        "api/supply/test_usage_storage.py::test_a_replay_changes_nothing_and_an_older_record_neither",
    ),
    one_edit(
        "supply: no total counts a point twice",
        "functions/sync_timer/mirror/usage.py",
        "added(total[resolution], resolution, old[resolution], -1)",
        "total[resolution]",
        "api/supply/test_usage_storage.py::test_the_total_is_the_sum_of_all_points_whatever_came_and_went",
    ),
    one_edit(
        "supply: who left hears of no day",
        "functions/sync_timer/mails/remembered_days.py",
        '    return bool(found) and not any(item["deleted"] for item in found)\n',
        "    return bool(found)\n",
        f"{_REMINDERS}::test_both_can_be_switched_off_and_nobody_who_left_hears_of_them[price_ends]",
    ),
    one_edit(
        "supply: no price without all its prices",
        "functions/supply/costs/dynamic.py",
        "        if at >= len(prices) or prices[at] is None:\n            return None\n",
        "        if at >= len(prices) or prices[at] is None:\n            continue\n",
        "api/supply/test_costs_by_hand.py::test_what_the_exchange_has_not_told_is_not_counted_as_nothing",
    ),
    one_edit(
        "supply: a photo goes with a reading of its own point only",
        _READINGS,
        "    if not _reads(StoredRequest.model_validate(cosmos.plain(item)), point_id):\n"
        '        raise Problem("not_found")\n',
        "",
        f"{_READING_TESTS}::test_a_photo_goes_with_ones_own_reading_of_this_point_only",
    ),
    one_edit(
        "supply: a photo that was not scanned stays here",
        "shared/supply/reading_photos.py",
        'if photo.delivery != "waiting" or photo.state not in {"checked", "unscanned"}:',
        'if photo.delivery != "waiting":',
        f"{_READING_TESTS}::test_a_photo_waits_for_its_reading_and_for_the_scanner",
    ),
    one_edit(
        "supply: a photo is a picture",
        "shared/supply/reading_photos.py",
        "    kept = await judged(content, PICTURES)\n",
        "    kept = await judged(content)\n",
        f"{_READING_TESTS}::test_a_refused_photo_leaves_the_reading",
    ),
    one_edit(
        "supply: a year of quarter-hours is written beside the loop",
        "functions/supply/usage/green_button_file.py",
        'await asyncio.to_thread(feed_of, point_id, title, blocks, point["data"].get("phases"))',
        'feed_of(point_id, title, blocks, point["data"].get("phases"))',
        "api/test_event_loop_long_kept.py::test_no_read_of_what_was_kept_for_long_holds_the_loop",
    ),
)
