import helmet from 'helmet';
import type { RequestHandler } from 'express';

/** The one script that may compile WebAssembly: it makes the key of a surveyor's PIN (Argon2id) and has nothing else to do. */
const PIN_WORKER = /^\/assets\/pin-worker-[\w-]+\.js$/;

/**
 * Everything from ourselves only. Inline styles are allowed because Ant Design writes its styles at run time (ADR 0023); scripts
 * are not. No `upgrade-insecure-requests`: a county office may start without TLS.
 */
export function securityHeaders(): RequestHandler {
  const [usual, pinWorker] = [headersWith("'self'"), headersWith("'self'", "'wasm-unsafe-eval'")];
  return (request, response, next) => (PIN_WORKER.test(request.path) ? pinWorker : usual)(request, response, next);
}

const headersWith = (...scriptSrc: string[]): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc,
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
  });
