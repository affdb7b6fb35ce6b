export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly headers: Headers;
}

type Answer = (sent: Sent) => { status?: number; body: unknown } | undefined;

/** A hand-written server behind `fetch`: answers by rule and remembers everything that was sent. */
export function recordedServer(answer: Answer): { sent: Sent[]; restore: () => void } {
  const before = globalThis.fetch;
  const sent: Sent[] = [];
  globalThis.fetch = (async (input: string | URL | { url: string }, init: RequestInit = {}) => {
    const url = typeof input === 'string' ? input : 'url' in input ? input.url : input.href;
    const request: Sent = {
      method: init.method ?? 'GET',
      url,
      body: typeof init.body === 'string' ? init.body : '',
      headers: new Headers(init.headers),
    };
    sent.push(request);
    const { status = 200, body } = answer(request) ?? { status: 200, body: { items: [], nextCursor: null } };
    return {
      ok: status < 400,
      status,
      headers: new Headers({ 'content-type': status < 400 ? 'application/json' : 'application/problem+json' }),
      json: async () => body,
      text: async () => (body === undefined ? '' : JSON.stringify(body)),
      blob: async () => new Blob([]),
    };
  }) as unknown as typeof fetch;
  return { sent, restore: () => (globalThis.fetch = before) };
}
