import { type Outcome, ownHeaders } from "./client";

const UPLOAD_MS = 5 * 60_000;

/** Uploads by XMLHttpRequest, because fetch reports no upload progress (0 to 1). */
export function sentFile<T>(
  address: string,
  content: File,
  onProgress: (part: number) => void,
  more: Record<string, string> = {},
): Promise<Outcome<T>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    const headers: Record<string, string> = { ...ownHeaders(), "Content-Type": "application/octet-stream", ...more };
    Object.keys(headers).forEach((name) => request.setRequestHeader(name, headers[name] ?? ""));
    request.timeout = UPLOAD_MS;
    const lost = () => reject(new TypeError("no answer"));
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total ? loaded / total : 0));
    request.addEventListener("error", lost);
    request.addEventListener("timeout", lost);
    request.addEventListener("load", () => {
      const response = new Response(request.responseText, {
        status: request.status,
        headers: { "Retry-After": request.getResponseHeader("Retry-After") ?? "" },
      });
      const body: unknown = json(request.responseText);
      resolve(response.ok ? { data: body as T, response } : { error: body, response });
    });
    request.send(content);
  });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
