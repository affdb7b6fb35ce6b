import { installUpdate, registerWorker } from './register.js';

class FakeWorker extends EventTarget {
  readonly messages: unknown[] = [];
  postMessage(message: unknown): void {
    this.messages.push(message);
  }
}

/** A browser’s container of workers with one registration. */
function fakeContainer(controller: FakeWorker | null) {
  const registration = Object.assign(new EventTarget(), { waiting: null as FakeWorker | null, installing: null as FakeWorker | null });
  const registered: unknown[][] = [];
  const container = Object.assign(new EventTarget(), {
    controller,
    register: (...given: unknown[]) => {
      registered.push(given);
      return Promise.resolve(registration);
    },
  });
  Object.defineProperty(navigator, 'serviceWorker', { value: container, configurable: true });
  return { container, registration, registered };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the worker of the phone', () => {
  it('tells of a newer version, and lets the person decide when it takes over', async () => {
    const { registration, registered } = fakeContainer(new FakeWorker());
    const told: unknown[] = [];
    registerWorker((waiting) => told.push(waiting));
    await settled();
    expect(registered).toEqual([['/sw.js', { scope: '/', updateViaCache: 'none' }]]);
    expect(told).toEqual([]);
    const newer = new FakeWorker();
    registration.installing = newer;
    registration.dispatchEvent(new Event('updatefound'));
    registration.waiting = newer;
    newer.dispatchEvent(new Event('statechange'));
    expect(told).toEqual([newer]);
    expect(newer.messages).toEqual([]);
    installUpdate(newer as unknown as ServiceWorker);
    expect(newer.messages).toEqual([{ type: 'SKIP_WAITING' }]);
  });

  it('says nothing at its first installation', async () => {
    const { registration } = fakeContainer(null);
    registration.waiting = new FakeWorker();
    const told: unknown[] = [];
    registerWorker((waiting) => told.push(waiting));
    await settled();
    expect(told).toEqual([]);
  });
});
