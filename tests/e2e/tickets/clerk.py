"""A clerk's answer, as the desk writes it: `python -m tests.e2e.tickets.clerk <ticket id>` in a stack's environment."""

import asyncio
import sys

from functions.tickets import office, store
from shared import blob, clock, cosmos
from shared.mail import outbox

TEXT = "Dzień dobry,\n\nsprawdziliśmy odczyt. Stan licznika zgadza się ze zdjęciem, dlatego faktura jest prawidłowa."


async def answer(ticket_id: str) -> None:
    """Refuse the complaint, as if ten seconds had gone by since."""
    items = [
        item
        async for item in cosmos.query(
            store.CONTAINER, "SELECT * FROM c WHERE c.id = @name", None, name=store.ticket_document(ticket_id)
        )
    ]
    seen = await store.find(items[0]["customerId"], ticket_id)
    assert seen is not None
    head, message = office.replied(
        seen.ticket,
        clock.now() - office.TAKEN_BACK_WITHIN,
        message_id=f"answer-to-{ticket_id}"[:64],
        author="Ewa",
        text=TEXT,
        final=True,
        outcome="refused",
    )
    await store.write(seen, head, ("create", (store.stored(message),)))
    seen = await store.find(seen.ticket.customer_id, ticket_id)
    assert seen is not None
    await office.notify_of_reply(seen)
    await outbox.wait_for_attempts()
    await cosmos.close()
    await blob.close()


if __name__ == "__main__":
    asyncio.run(answer(sys.argv[1]))
