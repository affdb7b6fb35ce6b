import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** GET on loopback, whatever name the certificate carries. */
function get(url) {
  const request = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const call = request(url, { rejectUnauthorized: false, timeout: 5000 }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text) => (body += text));
      response.once('end', () => resolve({ status: response.statusCode, body }));
    });
    call.once('timeout', () => call.destroy(new Error('no answer within 5 s')));
    call.once('error', reject).end();
  });
}

/** Waits until the gateway says that every service, database and the broker are up. */
export async function untilHealthy(address, { stops, limitMs = 180_000, logs }) {
  const deadline = performance.now() + limitMs;
  let last = 'the gateway does not answer';
  while (performance.now() < deadline) {
    stops.throwIfStopping();
    try {
      const { status, body } = await get(`${address}/healthz`);
      if (status === 200) return;
      last = `/healthz says ${status}: ${body.slice(0, 2000)}`;
    } catch (error) {
      last = `the gateway does not answer (${error.message})`;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`Not everything came up within ${limitMs / 1000} s: ${last}\nThe logs are in ${logs}.`);
}
