/* Sending a file in parts, going on where the line broke (tus 1.0.0). It must not know of which message it is part. */

import { server, wellFormed } from "./place.js";

const PART_BYTES = 512 * 1024;
const LIMIT_MS = 90_000;
const MOST_STEPS = 500;
const PLACE = "/api/v1/uploads/resumable";
export const LATER = new Set(["rate_limited", "unavailable"]);

/**
 * Return what became of it: {attachment}, {reason} when the server refuses it for good, else {retryAfterS}.
 * The server knows `id` again: a second call goes on where the first one ended, also after a reload.
 */
export const upload = async (id, file, name, token, progressed, signal) => {
  const { size } = file;
  let at = 0;
  // XMLHttpRequest, because fetch does not tell how far an upload is.
  const call = (method, path, headers, body) =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open(method, server + path);
      const all = { Authorization: `Bearer ${token}`, "Tus-Resumable": "1.0.0", ...headers };
      for (const key in all) request.setRequestHeader(key, all[key]);
      request.responseType = "json";
      request.timeout = LIMIT_MS;
      request.upload.onprogress = ({ loaded }) => progressed(Math.min(1, (at + loaded) / size));
      request.onloadend = () => resolve(request);
      signal.addEventListener("abort", () => method === "DELETE" || request.abort());
      request.send(body);
    });
  const begun = { "Upload-Key": id, "Upload-Length": size, "X-File-Name": encodeURIComponent(wellFormed(name)) };
  let answer = await call("POST", PLACE, begun);
  const place = answer.getResponseHeader("Location") ?? "";
  for (let step = 0; place.startsWith(PLACE) && !signal.aborted && step < MOST_STEPS && [201, 204, 409].includes(answer.status); step += 1) {
    at = Number(answer.getResponseHeader("Upload-Offset"));
    progressed(at / (size || 1));
    const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": at };
    answer = await call("PATCH", place, headers, file.slice(at, at + PART_BYTES));
  }
  if (signal.aborted && place) call("DELETE", place);
  const { status, response } = answer;
  if (status === 200 && response?.id) return { attachment: response };
  const isLater = status < 300 || status >= 500 || [401, 404, 408].includes(status) || LATER.has(response?.reason);
  return isLater ? { retryAfterS: response?.retry_after_s } : { reason: response?.reason ?? (status === 413 ? "too_large" : "invalid") };
};
