import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Messages } from './messages.js';

const source = path.resolve('src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.messages.ts'));
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

async function messagesIn(file: string): Promise<Messages<string>[]> {
  const exported = (await import(path.join(source, file))) as Record<string, Messages<string>>;
  return Object.values(exported);
}

describe('texts of the portal', () => {
  it('finds the message files', () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it.each(files)('%s has the same keys and placeholders in both languages', async (file) => {
    for (const { zh, en } of await messagesIn(file)) {
      expect(Object.keys(en)).toEqual(Object.keys(zh));
      for (const key of Object.keys(zh)) expect([key, placeholders(en[key] ?? '')]).toEqual([key, placeholders(zh[key] ?? '')]);
    }
  });

  it.each(files)('%s has no Chinese left in English and no empty text', async (file) => {
    for (const { zh, en } of await messagesIn(file)) {
      expect(Object.entries(en).filter(([, text]) => /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/.test(text))).toEqual([]);
      expect([...Object.entries(zh), ...Object.entries(en)].filter(([, text]) => text.trim() === '')).toEqual([]);
    }
  });

  it('gives every set of texts a name of its own', async () => {
    const names = (await Promise.all(files.map(messagesIn))).flat().map((messages) => messages.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('leaves no Chinese sentence in a component', () => {
    const components = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.tsx') && !name.endsWith('.test.tsx'),
    );
    const withChinese = components.filter((name) => {
      const code = readFileSync(path.join(source, name), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      // The language switch names the other language in that language; the list comma is punctuation.
      return /[\u4e00-\u9fff]/.test(code.replace("'中文'", '').replace('· 精准', ''));
    });
    expect(withChinese).toEqual([]);
  });
});
