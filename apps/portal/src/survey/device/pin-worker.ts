import { derivePinKey } from './pin-key.js';

/** Argon2id needs a second of pure arithmetic: it runs here, so that the screen does not stand still. */
self.addEventListener('message', (event: MessageEvent<{ pin: string; salt: Uint8Array<ArrayBuffer> }>) => {
  derivePinKey(event.data.pin, event.data.salt).then(
    (key) => self.postMessage({ key }),
    () => self.postMessage({ failed: true }),
  );
});
