/** Notifications by the service worker, which every browser asks for on a phone. */
const WORKER = "/service-worker.js";

/** Whether this browser can show notifications at all. */
export const canNotify = () => "Notification" in window && "serviceWorker" in navigator;

/** Asks the person; the answer is "granted", "denied" or "default". */
export async function allowNotifications() {
  const answer = await Notification.requestPermission();
  if (answer === "granted") await registered();
  return answer;
}

/** The page goes where a pressed notification leads. */
export function followNotifications(go) {
  if (!canNotify()) return () => {};
  const heard = ({ data }) => typeof data?.go === "string" && go(data.go);
  navigator.serviceWorker.addEventListener("message", heard);
  return () => navigator.serviceWorker.removeEventListener("message", heard);
}

/** The only address that may become a worker of this page (Trusted Types; the policy stands in the page's CSP). */
const policy = /** @type {any} */ (window).trustedTypes?.createPolicy("service-worker", {
  createScriptURL: () => WORKER,
});

const registered = () => navigator.serviceWorker.register(policy?.createScriptURL(WORKER) ?? WORKER);

/** @param {{title: string, body: string, tag: string, path: string}} shown `tag`: a newer one of it replaces this */
export async function notify({ title, body, tag, path }) {
  if (!canNotify() || Notification.permission !== "granted") return;
  await registered();
  const worker = await navigator.serviceWorker.ready;
  await worker.showNotification(title, { body, tag, data: { path }, icon: "/favicon.ico" });
}
