import fc from 'fast-check';
import type { Vault } from '@jingzhun/vault';
import { memoryVault } from '@jingzhun/vault/testing';
import { readReceiptPart, receiptOf, secretDigest } from './receipt.js';

describe('a receipt', () => {
  const vault: Vault = memoryVault();
  const of = (submissionId: string, text = '异议') => receiptOf(vault, { submissionId, noticeId: 'n', content: [text, null] });

  it('is the same for the same submission and another one for any other', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), fc.string(), fc.string(), (a, b, s, t) => {
        expect(of(a, s)).toEqual(of(a, s));
        expect(of(a, s).secret === of(b, t).secret).toBe(a === b && s === t);
      }),
      { numRuns: 300, seed: 20161204 },
    );
  });

  it('is made of letters that are not mistaken for each other, and is read back however it is typed', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const { number, secret } = of(id);
        expect(number).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(secret).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/);
        for (const typed of [
          secret.toLowerCase(),
          secret.replaceAll('-', ''),
          secret.replaceAll('0', 'O').replaceAll('1', 'l'),
          ` ${secret} `,
        ])
          expect(readReceiptPart(typed)).toBe(secret);
      }),
      { numRuns: 300, seed: 20161204 },
    );
  });

  it('spreads over all letters', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 400; i += 1) for (const letter of of(String(i)).secret) seen.add(letter);
    expect(seen.size).toBe(33);
  });

  it('is stored as a digest that the number is part of', () => {
    const receipt = of('a');
    expect(secretDigest(vault, receipt).equals(secretDigest(vault, receipt))).toBe(true);
    expect(secretDigest(vault, receipt).equals(secretDigest(vault, { ...receipt, number: '0000-0000' }))).toBe(false);
    expect(secretDigest(vault, receipt).includes(Buffer.from(receipt.secret))).toBe(false);
  });
});
