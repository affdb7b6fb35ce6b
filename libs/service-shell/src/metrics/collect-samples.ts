import { Gauge, type Registry } from 'prom-client';

/** A figure of a library that knows no metrics package. */
export interface Sample {
  name: string;
  help: string;
  labels: Record<string, string>;
  value: number;
}

/** Samples asked for within this time belong to one page. */
const ONE_PAGE_MS = 500;

/**
 * Puts the figures of a library on the metrics page. They are read once a page; a name that appears later is on the page after.
 * A source that fails leaves its figures out, the rest of the page stays.
 */
export async function collectSamples(registry: Registry, read: () => Promise<readonly Sample[]>): Promise<void> {
  const gauges = new Map<string, Gauge>();
  let page: Promise<readonly Sample[]> = Promise.resolve([]);
  let readAt = -Infinity;
  const samples = (): Promise<readonly Sample[]> => {
    if (performance.now() - readAt > ONE_PAGE_MS) {
      readAt = performance.now();
      page = read().catch(() => []);
    }
    return page;
  };
  const announce = (all: readonly Sample[]): void => {
    for (const { name, help, labels } of all) {
      if (gauges.has(name)) continue;
      const collect = async function (this: Gauge): Promise<void> {
        const current = await samples();
        announce(current);
        this.reset();
        for (const sample of current) if (sample.name === name) this.set(sample.labels, sample.value);
      };
      gauges.set(name, new Gauge({ name, help, labelNames: Object.keys(labels), registers: [registry], collect }));
    }
  };
  announce(await samples());
}
