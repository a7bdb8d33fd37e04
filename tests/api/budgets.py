"""The budget of every operation: at most so many requests to Cosmos, to Blob, and to the outbox for its mails.

A new operation needs a line here and a place in a scene of `test_budgets.py`.
"""

from tests.api.metering import Cost

START_PAGE = Cost(reads=2, units=5)
LIST = Cost(reads=1, queries=1, units=10)
PDF = Cost(reads=2, blobs=1, units=5)
SIGN_IN = Cost(reads=4, writes=4, mail=4, units=100)
ONE_MAIL = 4
MY_DATA = Cost(reads=2, queries=2, units=18)
MY_CHANGE = Cost(reads=3, queries=2, writes=3, units=55)
AT_TICKET = "/api/staff/tickets/{customer_id}/{ticket_id}"

ACROSS = {
    "POST /api/staff/customers/searches",
    "POST /api/staff/registrations/searches",
    "GET /api/staff/leads/quarantine",
    "POST /api/staff/leads/quarantine/replays",
}
"""What crosses partitions, and nothing else does: clerks look for a customer some hundred times a day (ADR 39), and a
lead at the records that stand aside, of which there are few or none, on indexed paths (ADR 41)."""

BUDGETS = {
    "GET /api/health": Cost(reads=1, units=2),
    # Beside it once a minute in each worker the list of the terms.
    "GET /api/status": Cost(reads=3, units=5),
    # What everybody may do without a session. Most of it is counting how often.
    "GET /api/auth/terms": Cost(reads=1, units=2),
    "GET /api/auth/terms.pdf": Cost(reads=1, units=2),
    "POST /api/auth/registrations": Cost(reads=7, queries=1, writes=3, mail=ONE_MAIL, units=80),
    "POST /api/auth/activation-checks": Cost(reads=2, units=4),
    # One read beside the count for each thing that is looked up, of which there is a mail and an account here.
    "POST /api/auth/origin-checks": Cost(reads=2, writes=1, mail=1, units=14),
    "POST /api/auth/activations": Cost(reads=8, writes=8, mail=ONE_MAIL, units=150),
    "POST /api/auth/sessions": SIGN_IN,
    # A try is counted before it is looked at, and the password spent after.
    "POST /api/auth/sessions (one-time password)": Cost(reads=4, writes=5, mail=ONE_MAIL, units=110),
    "POST /api/auth/second-steps": Cost(reads=5, writes=5, mail=ONE_MAIL, units=115),
    "POST /api/auth/passkeys/challenges": Cost(reads=1, writes=2, units=21),
    "POST /api/auth/passkeys/sessions": Cost(reads=5, writes=5, mail=ONE_MAIL, units=115),
    "POST /api/auth/password-recoveries": Cost(reads=4, writes=3, mail=ONE_MAIL, units=80),
    "POST /api/auth/login-reminders": Cost(reads=6, writes=2, mail=ONE_MAIL, units=64),
    "POST /api/auth/email-confirmations": Cost(reads=5, writes=4, mail=ONE_MAIL, units=95),
    "POST /api/auth/email-undos": Cost(reads=7, writes=7, units=80),
    "DELETE /api/auth/sessions/current": Cost(reads=1, writes=1, units=13),
    # The account.
    "GET /api/auth/sessions/current": Cost(reads=1, units=3),
    "GET /api/auth/account": Cost(reads=2, units=7),
    "GET /api/auth/sign-ins": Cost(reads=4, units=9),
    "GET /api/auth/passkeys": Cost(reads=2, units=6),
    # One read for each of the account's sessions, of which there are three here and never more than twenty.
    "GET /api/auth/sessions": Cost(reads=2 + 3, units=11),
    "DELETE /api/auth/sessions": Cost(reads=3, writes=3, units=40),
    "DELETE /api/auth/sessions/{session_id}": Cost(reads=3, writes=2, units=35),
    "POST /api/auth/terms-acceptances": Cost(reads=4, writes=2, mail=ONE_MAIL, units=95),
    "POST /api/auth/reauthentications": Cost(reads=4, writes=2, units=40),
    "PUT /api/auth/password": Cost(reads=6, writes=7, mail=ONE_MAIL, units=110),
    "POST /api/auth/reauthentications/challenges": Cost(reads=2, writes=1, units=12),
    "POST /api/auth/reauthentications/passkeys": Cost(reads=5, writes=4, units=65),
    "PUT /api/auth/login": Cost(reads=8, writes=4, mail=ONE_MAIL, units=106),
    "POST /api/auth/email-changes": Cost(reads=4, writes=4, mail=2 * ONE_MAIL, units=132),
    "POST /api/auth/account/data": Cost(reads=4, writes=1, units=13),
    # One read and one write for each of the account's sessions, of which there is one here.
    "DELETE /api/auth/login-offer": Cost(reads=2 + 1, writes=1 + 1, units=40),
    "PUT /api/auth/language": Cost(reads=2 + 1, writes=1 + 1, units=40),
    "POST /api/auth/account/closing": Cost(reads=2 + 1, writes=1 + 1, mail=ONE_MAIL, units=84),
    "DELETE /api/auth/account/closing": Cost(reads=2 + 1, writes=1 + 1, units=45),
    "POST /api/auth/totp": Cost(reads=2, writes=1, units=21),
    "POST /api/auth/totp/confirmations": Cost(reads=3, writes=2, mail=ONE_MAIL, units=74),
    "POST /api/auth/totp/recovery-codes": Cost(reads=2, writes=1, mail=ONE_MAIL, units=63),
    "DELETE /api/auth/totp": Cost(reads=3, writes=2, mail=ONE_MAIL, units=84),
    "POST /api/auth/passkeys/options": Cost(reads=2, writes=1, units=12),
    "POST /api/auth/passkeys": Cost(reads=3, writes=2, mail=ONE_MAIL, units=76),
    "DELETE /api/auth/passkeys/{passkey_id}": Cost(reads=2, writes=1, mail=ONE_MAIL, units=63),
    # What a customer owes.
    "GET /api/billing/overview": START_PAGE,
    # The summary beside the query: the balance and the payments under way stand above the list.
    "GET /api/billing/documents": Cost(reads=2, queries=1, units=13),
    "GET /api/billing/documents.{kind}": LIST,
    "GET /api/billing/documents/due-dates.ics": LIST,
    "GET /api/billing/payments": Cost(reads=2, queries=1, units=13),
    "GET /api/billing/statement": LIST,
    "GET /api/billing/statement.{kind}": LIST,
    "GET /api/billing/statement/pdf": LIST,
    "GET /api/billing/documents/{document_id}": Cost(reads=3, queries=1, units=13),
    "GET /api/billing/documents/{document_id}/ksef-qr": Cost(reads=2, units=5),
    "GET /api/billing/documents/{document_id}/pdf": PDF,
    "GET /api/billing/documents/{document_id}/ksef-xml": PDF,
    # A blob for each document, of which there is one here, one for each MB written, and the end.
    "POST /api/billing/archives": Cost(reads=2, queries=1, writes=1, blobs=3, units=30),
    "GET /api/billing/archives/{name}": Cost(reads=1, blobs=2, units=3),
    "GET /api/billing/transfer": Cost(reads=2, queries=2, units=16),
    "GET /api/billing/transfer-qr": Cost(reads=2, queries=2, units=16),
    # Of it two reads and a write show the payment on the start page.
    "POST /api/billing/online-payments": Cost(reads=9, queries=1, writes=4, units=95),
    "GET /api/billing/online-payments": Cost(reads=2, units=5),
    "GET /api/billing/online-payments/{payment_id}": Cost(reads=2, units=5),
    "DELETE /api/billing/online-payments/{payment_id}": Cost(reads=5, writes=2, units=55),
    # What a customer uses.
    "GET /api/supply/contracts": LIST,
    # A customer without any contract is asked about once more: whether one waits to be signed.
    "GET /api/supply/contracts (nothing signed)": Cost(reads=1, queries=2, units=16),
    "GET /api/supply/contracts/{contract_id}": Cost(reads=2, units=5),
    "GET /api/supply/contracts/{contract_id}/pdf": PDF,
    "GET /api/supply/points": LIST,
    "GET /api/supply/points/{point_id}": Cost(reads=2, queries=1, units=12),
    # The point for its name, and one document a view, one more for the year before.
    "GET /api/supply/points/{point_id}/usage": Cost(reads=3, units=15),
    "GET /api/supply/points/{point_id}/usage (compared)": Cost(reads=4, units=19),
    "GET /api/supply/points/{point_id}/usage (nothing there)": Cost(reads=3, units=8),
    # The query is for the points and the days that are theirs; where there are over a hundred it is not made.
    "GET /api/supply/usage": Cost(reads=2, queries=1, units=17),
    "GET /api/supply/usage (compared)": Cost(reads=3, queries=1, units=21),
    "GET /api/supply/points/{point_id}/coverage": Cost(reads=3, units=16),
    # The point for the day it was given up.
    "GET /api/supply/points/{point_id}/usage.{kind}": Cost(reads=3, units=15),
    "GET /api/supply/usage.{kind}": Cost(reads=2, queries=1, units=17),
    # A document a month, two here; and the year for days without quarter-hours.
    "GET /api/supply/points/{point_id}/usage.xml": Cost(reads=2 + 2 + 1, units=25),
    "GET /api/supply/costs": Cost(reads=1, queries=1, units=20),
    "GET /api/supply/points/{point_id}/costs": Cost(reads=5, queries=2, units=50),
    "GET /api/supply/points/{point_id}/prices": Cost(reads=3, queries=2, units=30),
    "GET /api/supply/points/{point_id}/next-bill": Cost(reads=5, queries=2, units=50),
    # Twelve months of quarter-hours and two years of months.
    "GET /api/supply/points/{point_id}/replay": Cost(reads=3 + 12 + 2, queries=2, units=70),
    "GET /api/supply/points/{point_id}/readings": Cost(reads=2, queries=3, units=22),
    "POST /api/supply/points/{point_id}/readings": Cost(reads=4, queries=1, writes=1, units=40),
    "POST /api/supply/points/{point_id}/readings/{reading_id}/photo": Cost(reads=5, writes=2, blobs=3, units=40),
    "GET /api/supply/points/{point_id}/readings/{reading_id}/photo": Cost(reads=3, blobs=1, units=8),
    "PUT /api/supply/points/{point_id}/name": Cost(reads=4, writes=2, units=50),
    "GET /api/supply/deposit": Cost(reads=1, queries=2, units=20),
    "GET /api/supply/calendar.ics": LIST,
    # What a customer asks. A batch is one write.
    "GET /api/tickets": LIST,
    "GET /api/tickets/subjects": Cost(reads=1, units=3),
    "GET /api/tickets/services": Cost(reads=2, queries=1, units=10),
    "GET /api/tickets/services/{kind}": Cost(reads=2, queries=1, units=12),
    "POST /api/tickets/orders/summaries": Cost(reads=2, queries=2, units=18),
    # The order, and the request to billing beside it.
    "POST /api/tickets/orders": Cost(reads=7, queries=3, writes=5, mail=ONE_MAIL, units=130),
    "GET /api/tickets/drafts": LIST,
    "PUT /api/tickets/drafts/{draft_id}": Cost(reads=2, writes=1, units=11),
    "DELETE /api/tickets/drafts/{draft_id}": Cost(reads=1, writes=1, units=10),
    "POST /api/tickets": Cost(reads=5, queries=1, writes=2, mail=ONE_MAIL, units=95),
    "GET /api/tickets/{ticket_id}": Cost(reads=3, queries=1, writes=1, units=40),
    "GET /api/tickets/{ticket_id} (a plan)": Cost(reads=3, queries=2, writes=1, units=46),
    "POST /api/tickets/{ticket_id}/messages": Cost(reads=6, queries=1, writes=2, units=50),
    "POST /api/tickets/{ticket_id}/closings": Cost(reads=4, queries=1, writes=1, units=35),
    "POST /api/tickets/{ticket_id}/reopenings": Cost(reads=4, queries=1, writes=1, units=35),
    "POST /api/tickets/{ticket_id}/ratings": Cost(reads=4, queries=1, writes=1, units=35),
    "GET /api/tickets/{ticket_id}/answer.pdf": Cost(reads=3, blobs=1, units=8),
    "GET /api/tickets/{ticket_id}/coordinator.pdf": Cost(reads=2, queries=1, units=12),
    "GET /api/tickets/{ticket_id}/attachments": LIST,
    "POST /api/tickets/{ticket_id}/attachments": Cost(reads=2, queries=1, writes=1, blobs=2, units=20),
    "GET /api/tickets/{ticket_id}/attachments/{attachment_id}": PDF,
    "DELETE /api/tickets/{ticket_id}/attachments/{attachment_id}": Cost(reads=2, writes=1, blobs=2, units=15),
    # What clerks do: the session is one read, a ticket as they see it six reads and three queries
    # beside it, and once an hour an entry of the customer's access log.
    "POST /api/staff/sign-ins": Cost(writes=1, units=10),
    "POST /api/staff/sessions": Cost(reads=1, writes=3, units=30),
    "GET /api/staff/sessions/current": Cost(reads=1, units=3),
    "DELETE /api/staff/sessions/current": Cost(reads=1, writes=1, units=13),
    "GET /api/staff/clerks": LIST,
    # One read for each customer found, of which there is one here; a search by number asks no more than two queries.
    "POST /api/staff/customers/searches": Cost(reads=2 + 1, queries=2, writes=1, units=20),
    "POST /api/staff/registrations/searches": Cost(reads=2, queries=1, writes=1, units=25),
    "GET /api/staff/customers/{customer_id}": Cost(reads=12, writes=1, units=40),
    "POST /api/staff/customers/{customer_id}/views": Cost(reads=3, writes=2, units=30),
    "POST /api/staff/customers/{customer_id}/recoveries": Cost(reads=6, writes=3, mail=2 * ONE_MAIL, units=125),
    # With a second step beside it one more write for the account and each place it was entered from.
    "POST /api/staff/customers/{customer_id}/unlocks": Cost(reads=9, writes=4, mail=ONE_MAIL, units=95),
    "POST /api/staff/customers/{customer_id}/session-endings": Cost(reads=6, writes=6, mail=ONE_MAIL, units=100),
    "GET /api/staff/reply-templates": Cost(reads=2, units=10),
    "PUT /api/staff/reply-templates": Cost(reads=2, writes=2, units=75),
    "GET /api/staff/reply-templates/versions": Cost(reads=1, queries=1, units=60),
    # Leads. Every deed is written down before it is done; the terms in force are two reads beside the list of all.
    "GET /api/staff/leads/terms": Cost(reads=4, units=12),
    "POST /api/staff/leads/terms/previews": Cost(reads=4, units=12),
    "POST /api/staff/leads/terms": Cost(reads=8, writes=3, units=90),
    "GET /api/staff/leads/break": Cost(reads=2, units=5),
    "PUT /api/staff/leads/break": Cost(reads=3, writes=2, units=30),
    "POST /api/staff/leads/break/cancellations": Cost(reads=3, writes=2, units=30),
    "GET /api/staff/leads/deeds": LIST,
    # What crosses partitions is planned first, which counts as one more write.
    "GET /api/staff/leads/quarantine": Cost(reads=2, queries=2, writes=1, units=20),
    "POST /api/staff/leads/quarantine/replays": Cost(reads=2, queries=2, writes=3, units=35),
    "GET /api/staff/leads/state": Cost(reads=3, units=7),
    "GET /api/staff/leads/figures": LIST,
    # Fifty rows of one word, and none beside them.
    "GET /api/staff/tickets": Cost(reads=1, queries=1, units=25),
    "GET /api/staff/queue": LIST,
    "GET /api/staff/queue/counts": Cost(reads=3, units=6),
    "GET /api/staff/presence": LIST,
    f"GET {AT_TICKET}": Cost(reads=7, queries=3, writes=1, units=42),
    f"GET {AT_TICKET}/attachments/{{attachment_id}}": Cost(reads=5, writes=1, blobs=1, units=20),
    f"PUT {AT_TICKET}/assignee": Cost(reads=12, queries=3, writes=3, units=105),
    f"POST {AT_TICKET}/replies": Cost(reads=12, queries=4, writes=3, units=140),
    f"DELETE {AT_TICKET}/replies/{{reply_id}}": Cost(reads=7, queries=1, writes=3, units=110),
    f"POST {AT_TICKET}/notes": Cost(reads=9, queries=4, writes=3, units=90),
    f"POST {AT_TICKET}/complaints": Cost(reads=10, queries=3, writes=3, units=105),
    f"POST {AT_TICKET}/supply-holds": Cost(reads=13, queries=3, writes=5, units=135),
    f"POST {AT_TICKET}/supply-hold-lifts": Cost(reads=13, queries=3, writes=4, units=125),
    f"POST {AT_TICKET}/letters": Cost(reads=10, queries=3, writes=3, units=105),
    f"POST {AT_TICKET}/closings": Cost(reads=10, queries=3, writes=3, units=105),
    f"POST {AT_TICKET}/merges": Cost(reads=22, queries=3, writes=5, units=190),
    f"GET {AT_TICKET}/order": Cost(reads=2, queries=1, units=12),
    # With the answer to the customer as a paper, and the request to billing.
    f"POST {AT_TICKET}/order/decisions": Cost(reads=20, queries=4, writes=10, blobs=2, mail=ONE_MAIL, units=250),
    f"GET {AT_TICKET}/drafts/{{form}}": Cost(reads=2, units=4),
    f"PUT {AT_TICKET}/drafts/{{form}}": Cost(reads=2, writes=1, units=11),
    f"GET {AT_TICKET}/drafts/{{form}}/attachments": LIST,
    f"POST {AT_TICKET}/drafts/{{form}}/attachments": Cost(reads=4, queries=1, writes=1, blobs=2, units=24),
    f"DELETE {AT_TICKET}/drafts/{{form}}/attachments/{{attachment_id}}": Cost(reads=3, writes=1, blobs=2, units=18),
    f"GET {AT_TICKET}/presence": LIST,
    f"PUT {AT_TICKET}/presence": Cost(reads=1, queries=1, writes=1, units=20),
    f"DELETE {AT_TICKET}/presence": Cost(reads=1, writes=1, units=10),
    # What we know of a customer.
    "GET /api/profile/api-keys": Cost(reads=2, units=5),
    "POST /api/profile/api-keys": Cost(reads=3, writes=1, units=20),
    "DELETE /api/profile/api-keys/{key_id}": Cost(reads=2, writes=1, units=20),
    "GET /api/profile/mail-preferences": Cost(reads=2, units=6),
    "POST /api/profile/unsubscriptions": Cost(reads=1, writes=1, units=20),
    "GET /api/profile/unsubscriptions": Cost(units=0),
    "PUT /api/profile/mail-preferences": Cost(reads=2, writes=1, units=21),
    # People. Two mails: to whoever is invited, and to the owner; where an invitation waits, whether it still leads in.
    "GET /api/profile/people": LIST,
    "POST /api/profile/people": Cost(reads=5, queries=1, writes=2, mail=2 * ONE_MAIL, units=120),
    "PUT /api/profile/people/{person_id}": Cost(reads=3, writes=1, mail=ONE_MAIL, units=60),
    # With the session, which acted by the grant that ends.
    "DELETE /api/profile/customers/{customer_id}": Cost(reads=8, writes=3, mail=ONE_MAIL, units=115),
    "DELETE /api/profile/people/{person_id}": Cost(reads=3, writes=1, mail=ONE_MAIL, units=60),
    "GET /api/profile/access-log": LIST,
    "POST /api/profile/invitations/looks": Cost(reads=3, units=10),
    "POST /api/profile/invitations/acceptances": Cost(reads=8, writes=3, mail=ONE_MAIL, units=105),
    "POST /api/auth/invited-accounts": Cost(reads=16, writes=10, mail=ONE_MAIL, units=210),
    # The grant it acts by, the account, and two for each customer, of which there are two here.
    "GET /api/profile/customers": Cost(reads=3 + 2 * 2, units=22),
    "PUT /api/profile/customers/current": Cost(reads=5, writes=1, units=35),
    # Whoever acts for another: the grant, and the access log, which is written first.
    "GET /api/billing/overview (for another)": START_PAGE._replace(reads=4, writes=1, units=25),
    "GET /api/billing/overview (for another again)": START_PAGE._replace(reads=4, units=10),
    # The mirrored customer, what was asked for, and what billing decided.
    "GET /api/profile": MY_DATA,
    "GET /api/profile/consents": MY_DATA,
    # Beside them a counter, the request with its guard, and the request again once billing was told.
    "PUT /api/profile/contact": MY_CHANGE,
    "PUT /api/profile/delivery": MY_CHANGE,
    "PUT /api/profile/consents": MY_CHANGE,
}
