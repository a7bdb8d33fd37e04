"""Timer functions whose runs a test can follow through files in the folder RECORDS."""

import asyncio
import os
from pathlib import Path

import azure.functions as func

app = func.FunctionApp()


def note(line: str) -> None:
    with (Path(os.environ["RECORDS"]) / "notes").open("a") as file:
        file.write(line + "\n")


@app.timer_trigger(schedule="%QUICK_SCHEDULE%", arg_name="timer")
async def quick(timer: func.TimerRequest) -> None:
    note("quick")


@app.timer_trigger(schedule="0 0 3 1 1 *", arg_name="timer")
async def yearly(timer: func.TimerRequest, context: func.Context) -> None:
    note(f"yearly past_due={timer.past_due} last={timer.schedule_status['Last'] > '0002'}")


@app.timer_trigger(schedule="0 0 3 1 1 *", arg_name="timer")
async def slow(timer: func.TimerRequest) -> None:
    note("slow begins")
    while not (Path(os.environ["RECORDS"]) / "go on").exists():  # noqa: ASYNC110 - a file gives no event
        await asyncio.sleep(0.01)
    note("slow ends")


@app.timer_trigger(schedule="0 0 3 1 1 *", arg_name="timer")
@app.retry(strategy="fixed_delay", max_retry_count="2", delay_interval="00:00:00")
def failing(timer: func.TimerRequest, context: func.Context) -> None:
    note(f"failing retry={context.retry_context.retry_count} of {context.retry_context.max_retry_count}")
    raise RuntimeError("no luck")


@app.timer_trigger(schedule="0 0 3 1 1 *", arg_name="timer")
async def endless(timer: func.TimerRequest) -> None:
    note(f"endless begins in {os.getpid()}")
    try:
        await asyncio.Event().wait()
    finally:
        note("endless cleans up, as it never does in Azure")
