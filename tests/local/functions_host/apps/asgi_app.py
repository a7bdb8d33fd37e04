"""A FastAPI application behind azure.functions' ASGI middleware, as mojBOK has it."""

import azure.functions as func
from fastapi import FastAPI, Request, Response

web = FastAPI()
middleware = func.AsgiMiddleware(web)
app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route(route="auth/{*path}")
async def auth(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return await middleware.handle_async(req, context)


@web.post("/api/auth/sessions", status_code=201)
async def sign_in(request: Request, response: Response) -> dict[str, str]:
    response.set_cookie("__Host-mojbok", "abc", secure=True, httponly=True, samesite="lax", path="/")
    response.set_cookie("language", "pl", max_age=10)
    return {"login": (await request.json())["login"], "who": request.query_params["who"]}
