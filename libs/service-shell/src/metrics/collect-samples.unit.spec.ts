import { Registry } from 'prom-client';
import { collectSamples, type Sample } from './collect-samples.js';

const sample = (name: string, value: number, labels: Record<string, string> = {}): Sample => ({ name, help: name, labels, value });

describe('collectSamples', () => {
  it('shows the figures of now, without those that are gone', async () => {
    const registry = new Registry();
    let figures = [sample('lag', 3, { handler: 'a' }), sample('lag', 4, { handler: 'b' }), sample('waiting', 1)];
    await collectSamples(registry, async () => figures);
    expect(await registry.metrics()).toContain('lag{handler="b"} 4');
    await new Promise((resolve) => setTimeout(resolve, 550));
    figures = [sample('lag', 0, { handler: 'a' }), sample('later', 9)];
    await registry.metrics();
    const page = await registry.metrics();
    expect(page).toContain('lag{handler="a"} 0');
    expect(page).not.toContain('handler="b"');
    expect(page).toContain('later 9');
  });

  it('keeps the page when the source fails', async () => {
    const registry = new Registry();
    let broken = false;
    await collectSamples(registry, async () => {
      if (broken) throw new Error('away');
      return [sample('waiting', 1)];
    });
    broken = true;
    await new Promise((resolve) => setTimeout(resolve, 550));
    expect(await registry.metrics()).not.toContain('waiting 1');
  });
});
