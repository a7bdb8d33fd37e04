"""What runs by the clock, registered with its schedule from the settings."""

import azure.functions as func

from functions.sync_timer.job import run_alone, run_each, run_in_time

timers = func.Blueprint()  # type: ignore[no-untyped-call]


@timers.function_name("billing_sync")
@timers.timer_trigger("timer", "%MOJBOK_SYNC_SCHEDULE%", run_on_startup=False, use_monitor=True)
async def billing_sync(timer: func.TimerRequest) -> None:
    """Brings the mirror of the billing system up to date."""
    from functions.sync_timer.billing_sync import synchronise

    await run_in_time("billing_sync", synchronise)


@timers.function_name("watch_freshness")
@timers.timer_trigger("timer", "%MOJBOK_FRESHNESS_SCHEDULE%", run_on_startup=False, use_monitor=True)
async def watch_freshness(timer: func.TimerRequest) -> None:
    """Raises the alarm when the data has grown old, says how things stand, and follows a new lookup key."""
    from functions.sync_timer.freshness import watch_freshness
    from functions.sync_timer.gauges import report_gauges
    from functions.sync_timer.lookup_keys import move_lookups

    await run_each(watch_freshness=watch_freshness, report_gauges=report_gauges, move_lookups=move_lookups)


@timers.function_name("expire_registrations")
@timers.timer_trigger("timer", "%MOJBOK_EXPIRY_SCHEDULE%", run_on_startup=False, use_monitor=True)
async def expire_registrations(timer: func.TimerRequest) -> None:
    """Removes registrations whose link is over, settles activations that broke off, tells of terms to come."""
    from functions.sync_timer.expiry import expire
    from functions.sync_timer.mails.terms_ahead import announce_terms

    await run_each(expire_registrations=expire, announce_terms=announce_terms)


@timers.function_name("reconcile_payments")
@timers.timer_trigger("timer", "%MOJBOK_RECONCILE_SCHEDULE%", run_on_startup=False, use_monitor=True)
async def reconcile_payments(timer: func.TimerRequest) -> None:
    """Asks the provider about payments under way, tells billing about confirmed ones, ends what is over."""
    from functions.sync_timer.payment_run import reconcile_and_book

    await run_alone("reconcile_payments", reconcile_and_book)


@timers.function_name("remind_of_due_dates")
@timers.timer_trigger("timer", "%MOJBOK_REMINDER_SCHEDULE%", run_on_startup=False, use_monitor=True)
async def remind_of_due_dates(timer: func.TimerRequest) -> None:
    """Writes the reminders of due days, once a day from seven o'clock in Warsaw; looks more often to go on."""
    from functions.sync_timer.mails.reminders import remind

    await run_in_time("remind_of_due_dates", remind)


@timers.function_name("deliver_mail")
@timers.timer_trigger("timer", "%MOJBOK_MAIL_SCHEDULE%", run_on_startup=False, use_monitor=True)
async def deliver_mail(timer: func.TimerRequest) -> None:
    """Sends what the outbox still holds."""
    from shared.mail.outbox import deliver_due

    await run_alone("deliver_mail", deliver_due)


@timers.function_name("keep_desk")
@timers.timer_trigger("timer", "%MOJBOK_DESK_SCHEDULE%", run_on_startup=False, use_monitor=True)
async def keep_desk(timer: func.TimerRequest) -> None:
    """Brings the clerks' desk to what the tickets say, and tells customers of replies that have left."""
    from functions.sync_timer.desk import keep_desk

    await run_alone("keep_desk", keep_desk)


@timers.function_name("tend_tickets")
@timers.timer_trigger("timer", "%MOJBOK_TICKETS_SCHEDULE%", run_on_startup=False, use_monitor=True)
async def tend_tickets(timer: func.TimerRequest) -> None:
    """Scans the files and photos the scanner did not answer for; drops drafts and files that were never sent, and what
    is about health once it was decided; alarms about orders billing does not answer. Counts how everything stands, for
    leads."""
    from functions.sync_timer.customer_requests import forget_decided
    from functions.sync_timer.office import note_standing
    from functions.tickets.files.store import drop_forgotten, scan_waiting
    from functions.tickets.services.store import miss_answers
    from shared.supply import reading_photos

    await run_each(
        tend_tickets=scan_waiting,
        tend_photos=reading_photos.scan_waiting,
        drop_forgotten=drop_forgotten,
        forget_decided=forget_decided,
        note_standing=note_standing,
        miss_answers=miss_answers,
    )
