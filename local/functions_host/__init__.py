"""A stand-in for the Azure Functions host: a host process, and Azure's own worker code in a process of its own.

Real are the indexer, the checks of bindings, the conversion of requests, responses and cookies, and the invocation
itself (`azure-functions-runtime`). Imitated, as the real host was seen to do, are the web server's refusals
(`kestrel`), paths (`targets`), routing, `functionTimeout`, crashes and restarts (`workers`), timers and admin
endpoints; further the edge's rules (no Authorization, 30 MB, 45 s: `gateway`). `tests/host` holds the list of
requests and answers, `tests/local/functions_host` that of a host's life.

Differs on purpose:
- The admin addresses ask for no key, as Core Tools do on a laptop.
- SIGTERM ends it at once, where the real host waits for the SIGKILL that follows. Neither leaves the app any time.
- A timer's lock is free as soon as its host is dead; Azure's lease lasts 15 s and is asked for once a minute, which
  would leave a laptop's timers idle for a minute after each hard stop. The app must bear both.
- A worker that crashes three times ends the process, with exit code 1; the real one closes its port and lingers.
- Bodies of 30 to 100 MB are refused by the edge's rule; the real host alone takes them.
- An answer's Content-Length is made right, but for a HEAD's, and its Transfer-Encoding dropped, where the real host
  sends both as they are and leaves the client with a broken answer. Statuses without meaning in HTTP (600, 999, 100)
  are not sent.
- A chunked request that names a Content-Length as well is answered on a connection that stays; the real host renames
  the header to `x-content-length` and closes. The app answers 411 to either.
- `maxOutstandingRequests` and `maxConcurrentRequests` are those of `host.json` only; the real host has 200 and 100
  of its own under `WEBSITE_SKU=Dynamic`, a plan that is not ours.
- `/runtime/webhooks/…` is an empty 404; the real host wants a key first and answers 401.
- The application's own log lines do not pass the host; they go to standard output.

Not emulated: triggers other than HTTP and timer, function keys, output bindings other than the HTTP answer,
streaming, scaling, `http.customHeaders`, `http.hsts`, `dynamicThrottlesEnabled`, time zones of timers (always UTC).
"""
