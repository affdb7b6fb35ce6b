import type { DerivePinKey } from './pin-key.js';

export const derivePinKeyInWorker: DerivePinKey = (pin, salt) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./pin-worker.ts', import.meta.url), { type: 'module', name: 'pin' });
    const end = (): void => worker.terminate();
    worker.addEventListener('message', (event: MessageEvent<{ key?: Uint8Array<ArrayBuffer> }>) => {
      end();
      if (event.data.key) resolve(event.data.key);
      else reject(new Error('the PIN could not be worked on'));
    });
    worker.addEventListener('error', () => {
      end();
      reject(new Error('the PIN worker did not start'));
    });
    worker.postMessage({ pin, salt });
  });
