import { TextDecoder, TextEncoder } from 'node:util';

// a test about storage and keys asks for Node's own world (`@jest-environment node`): there only this is missing
if (typeof document === 'undefined') withoutBrowser();
else withinJsdom();

function withoutBrowser(): void {
  const kept = new Map<string, string>();
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const document = { documentElement: { lang: 'zh-CN' }, visibilityState: 'visible' };
  Object.assign(globalThis, { window: Object.assign(globalThis, { localStorage, dispatchEvent: () => true }), document });
}

function withinJsdom(): void {
  // What jsdom lacks and the router, antd and the virtual list ask for.
  Object.assign(globalThis, { TextEncoder, TextDecoder });

  /** The router makes one for each navigation and reads its address and signal. */
  class AddressedRequest {
    readonly signal: AbortSignal | undefined;
    readonly method = 'GET';
    constructor(
      readonly url: string,
      { signal }: { signal?: AbortSignal } = {},
    ) {
      this.signal = signal;
    }
  }
  if (typeof Request === 'undefined') Object.assign(globalThis, { Request: AddressedRequest });

  Object.defineProperty(window, 'matchMedia', {
    writable: true,
    value: (query: string) => ({
      matches: false,
      media: query,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      dispatchEvent: () => false,
    }),
  });

  class ImmediateResizeObserver implements ResizeObserver {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  }
  window.ResizeObserver ??= ImmediateResizeObserver;

  const computedStyle = window.getComputedStyle.bind(window);
  // jsdom prints "not implemented" for pseudo elements.
  window.getComputedStyle = (element) => computedStyle(element);

  class TimedPort {
    onmessage: (() => void) | null = null;
    other: TimedPort | undefined;
    postMessage(): void {
      setTimeout(() => this.other?.onmessage?.(), 0);
    }
  }

  /** Node's own channel would keep the process alive after the last test. */
  class TimedChannel {
    readonly port1 = new TimedPort();
    readonly port2 = new TimedPort();
    constructor() {
      this.port1.other = this.port2;
      this.port2.other = this.port1;
    }
  }
  Object.assign(globalThis, { MessageChannel: TimedChannel });
}
