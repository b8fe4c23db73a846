/* Sending a file to the server, with its progress. It must not know of which message it is part. */

import { server, wellFormed } from "./place.js";

const LIMIT_MS = 180_000;
export const LATER = new Set(["rate_limited", "unavailable"]);

/**
 * Return what became of it: {attachment}, {reason} when the server refuses it for good, else {retryAfterS}.
 * XMLHttpRequest, because fetch does not tell how far an upload is.
 */
export const upload = (file, { name, type }, token, progressed) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${server}/api/v1/uploads`);
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.setRequestHeader("Content-Type", type || "application/octet-stream");
    request.setRequestHeader("X-File-Name", encodeURIComponent(wellFormed(name)));
    request.responseType = "json";
    request.timeout = LIMIT_MS;
    request.upload.onprogress = (event) => progressed(event.loaded / Math.max(1, event.total));
    request.onerror = request.ontimeout = () => resolve({});
    request.onload = () => {
      const body = request.response;
      if (request.status < 300 && body?.id) resolve({ attachment: body });
      else if (request.status >= 500 || request.status === 401 || LATER.has(body?.reason)) resolve({ retryAfterS: body?.retry_after_s });
      else resolve({ reason: body?.reason ?? (request.status === 413 ? "too_large" : "invalid") });
    };
    request.send(file);
  });
