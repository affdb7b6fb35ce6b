import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { principalLike } from '@jingzhun/auth/testing';
import { Database, run, sessionOf } from '@jingzhun/persistence';
import { Signatures } from '../src/index.js';
import { EvidenceTestModule, VILLAGE } from './evidence-service.js';

interface Order {
  principal: Parameters<typeof principalLike>[0];
  proofs: { id: string; proof: string }[];
}

// decides and signs one after the other, until it is ended from outside
const app = await NestFactory.createApplicationContext(EvidenceTestModule, { logger: ['error'] });
const [database, signatures] = [app.get(Database), app.get(Signatures)];
process.on('message', (order: Order) => void work(order));
process.send?.('ready');

async function work({ principal: parts, proofs }: Order): Promise<void> {
  const principal = principalLike(parts);
  for (const { id, proof } of proofs) {
    await database.transaction(sessionOf(principal), async (em) => {
      await run(em, 'insert into decision (id) values ($1)', [id]);
      const subject = { type: 'decision', id, version: 1 };
      const meaning = { zh: '同意', en: 'I agree' };
      await signatures.sign(em, { principal, subject, place: VILLAGE as never, meaning, content: { id }, attachments: [], proof });
    });
    process.send?.(id);
  }
}
