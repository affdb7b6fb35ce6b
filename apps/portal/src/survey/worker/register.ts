type Listener = (waiting: ServiceWorker) => void;

/** Registers the worker and tells when a newer one waits. In development there is none. */
export function registerWorker(onWaiting: Listener): void {
  if (!('serviceWorker' in navigator) || import.meta.env?.DEV) return;
  void navigator.serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' }).then((registration) => {
    const tell = (): void => {
      // without a controller this is the first installation, not an update
      if (registration.waiting && navigator.serviceWorker.controller) onWaiting(registration.waiting);
    };
    tell();
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', tell);
    });
  });
}

/** The waiting worker takes over, then the page is loaded anew; the outbox lies in the database and stays. */
export function installUpdate(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true });
  waiting.postMessage({ type: 'SKIP_WAITING' });
}
