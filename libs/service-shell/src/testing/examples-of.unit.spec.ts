import { readFileSync } from 'node:fs';
import { parseIdNumber } from '@jingzhun/domain/id-number';
import { z } from 'zod';
import { examplesOf, type Named, type Schema } from './examples-of.js';

const named: Named = { id: (field) => `id of ${field}`, division: '360781102208', schemas: {} };
const of = (schema: z.ZodType): unknown[] => examplesOf(z.toJSONSchema(schema) as Schema, named);

describe('examples of a schema', () => {
  it('have all that may be there, then what must', () => {
    expect(of(z.strictObject({ householdId: z.uuid(), amountFen: z.int().min(1), on: z.iso.date().optional() }))).toEqual([
      { householdId: 'id of householdId', amountFen: 100_000, on: '2016-03-01' },
      { householdId: 'id of householdId', amountFen: 100_000 },
    ]);
  });

  it('walk each branch of a choice, also one within', () => {
    const kind = z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('a'), villageCode: z.string().regex(/^\d{12}$/) }),
      z.strictObject({ kind: z.literal('b'), area: z.string().regex(/^(\d{6}|\d{9}|\d{12})$/) }),
    ]);
    const branches = [
      { kind: 'a', villageCode: '360781102208' },
      { kind: 'b', area: '360781102208' },
    ];
    expect(of(kind)).toEqual(branches);
    expect(of(z.strictObject({ change: kind }))).toEqual(branches.map((change) => ({ change })));
  });

  it('keep lengths, bounds and least numbers of lines', () => {
    const schema = z.strictObject({
      reason: z.string().min(20).max(30),
      lines: z.array(z.int().max(0)).min(2),
      code: z.string().regex(/^[a-z]{2,20}$/),
    });
    const [one] = of(schema);
    expect(schema.parse(one)).toMatchObject({ lines: [0, 0] });
  });

  it('have an ID number with its check character, and end where a schema holds itself', () => {
    const [{ idNumber }] = examplesOf({ properties: { idNumber: { type: 'string' } } }, named) as [{ idNumber: string }];
    expect(parseIdNumber(idNumber)).toMatchObject({ ok: true });
    const schemas: Record<string, Schema> = { Part: { type: 'object', properties: { part: { $ref: '#/components/schemas/Part' } } } };
    expect(JSON.stringify(examplesOf({ $ref: '#/x/Part' }, { ...named, schemas }))).toContain('{"part":{');
  });

  it('are of every command of every department, and fit their patterns', () => {
    for (const department of ['identification', 'industry', 'finance', 'relocation', 'medical', 'accountability', 'gateway']) {
      const file = new URL(`../../../../apps/${department}/contracts/openapi.json`, import.meta.url);
      const { components } = JSON.parse(readFileSync(file, 'utf8')) as { components: { schemas: Record<string, Schema> } };
      for (const schema of Object.values(components.schemas))
        expect(examplesOf(schema, { ...named, schemas: components.schemas }).length).toBeGreaterThan(0);
    }
  });
});
