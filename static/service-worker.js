/** Shows notifications, and opens their page when one is pressed. It keeps no pages and answers no requests. */
const worker = /** @type {any} */ (self);

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.path));
});

/** An open page of the fair goes there; without one, another is opened. */
async function open(path) {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages[0];
  if (!page) return worker.clients.openWindow(path);
  await page.focus();
  page.postMessage({ go: path });
}
