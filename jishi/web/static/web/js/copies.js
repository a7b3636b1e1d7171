// Copies of drafts on this computer, under the account they belong to: only what has not arrived
// at the server lies here, and no other account is shown it.
const PREFIX = "jishi-draft:";
const KEPT = 30 * 24 * 60 * 60 * 1000;

const name = (account, key) => `${PREFIX}${account}:${key}`;

// copy: {account, key, url (where it is sent), page (where it was typed), fields [[name, value]], at}
export function put(copy) {
  try {
    localStorage.setItem(name(copy.account, copy.key), JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

export function drop(account, key) {
  try {
    localStorage.removeItem(name(account, key));
  } catch {
    // without a store there is no copy either
  }
}

export function own(account) {
  const found = [];
  try {
    for (const held of Object.keys(localStorage).filter((one) => one.startsWith(`${PREFIX}${account}:`))) {
      const copy = JSON.parse(localStorage.getItem(held));
      if (Date.now() - copy.at > KEPT) localStorage.removeItem(held);
      else found.push(copy);
    }
  } catch {
    return found;
  }
  return found.sort((one, other) => other.at - one.at);
}

const PATIENCE = 8000;

// Sends one copy; what became of it: saved {at}, done, away (no network), out (signed out), stale
// (403: the token is older than the sign-in), refused.
export async function send(copy, token, { leaving = false } = {}) {
  const body = new URLSearchParams(copy.fields);
  body.set("csrfmiddlewaretoken", token);
  body.set("account", copy.account);
  body.set("age", Math.max(0, Math.round((Date.now() - copy.at) / 1000)));
  try {
    const answer = await fetch(copy.url, {
      method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual",
      keepalive: leaving, signal: leaving ? undefined : AbortSignal.timeout(PATIENCE),
    });
    if (answer.type === "opaqueredirect") return { state: "out" };
    if (answer.status === 403) return { state: "stale" };
    if (!answer.ok) return { state: answer.status >= 500 ? "away" : "refused" };
    const told = await answer.json();
    return told.done ? { state: "done" } : { state: "saved", at: told.saved, read: told.read ?? {} };
  } catch {
    return { state: "away" };
  }
}

// A fresh token for this page, as long as the same account is signed in: {token} or {state}.
export async function renew(account) {
  try {
    const answer = await fetch(location.href, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    if (answer.type === "opaqueredirect") return { state: "out" };
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-account]")?.dataset.account;
    if (now !== account) return { state: "other" };
    return { token: page.querySelector("[name=csrfmiddlewaretoken]").value };
  } catch {
    return { state: "away" };
  }
}
