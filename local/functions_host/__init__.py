"""A stand-in for the Azure Functions host: Azure's own worker code behind a small HTTP server and clock.

Real are the indexer, the checks of bindings, the conversion of requests, responses and cookies, and the invocation
itself (`azure-functions-runtime`). Imitated are the host's routing, timers and admin endpoints, and the edge's rules
(no Authorization, 30 MB, 45 s). Not emulated: triggers other than HTTP and timer, function keys, output bindings
other than the HTTP answer, streaming, scaling, the limits of host.json except `functionTimeout` and `routePrefix`.
"""
