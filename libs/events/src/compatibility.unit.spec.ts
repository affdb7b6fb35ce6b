import { readFileSync, readdirSync } from 'node:fs';
import { EVENTS } from './catalog.js';
import { compareContracts, contractOf, type EventContract } from './compatibility.js';

const FOLDER = new URL('../contracts/events/', import.meta.url);
const released = readdirSync(FOLDER).map((file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as EventContract);
const current = EVENTS.map(contractOf);

const person = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer', minimum: 18 } },
  required: ['name', 'age'],
};
const contract = (schema: object): EventContract => ({
  type: 'a.b.c.v1',
  classification: 'open',
  schema: schema as Record<string, unknown>,
});
const verdicts = async (after: object): Promise<string[]> =>
  (await compareContracts([contract(person)], [contract(after)])).map(({ verdict }) => verdict);

describe('released events', () => {
  it('all have a snapshot, written by src/write-contracts.ts', () => {
    expect(released.map(({ type }) => type).sort()).toEqual(current.map(({ type }) => type).sort());
  });

  it('still serve every subscriber of the snapshot', async () => {
    expect((await compareContracts(released, current)).filter(({ verdict }) => verdict === 'refused')).toEqual([]);
  });

  it('would be refused without a field subscribers rely on', async () => {
    const broken = structuredClone(current) as (EventContract & { schema: { properties: object; required: string[] } })[];
    const household = broken.find(({ type }) => type === 'identification.household.registered.v1')!;
    household.schema.required = household.schema.required.filter((name) => name !== 'villageCode');
    const findings = await compareContracts(released, broken);
    expect(findings).toEqual([
      expect.objectContaining({ verdict: 'refused', type: household.type, text: expect.stringContaining('villageCode') }),
    ]);
  });
});

/** Changes to the real catalogue that somebody could make by mistake: each must stop the build. */
describe('a breaking change planted into the released events', () => {
  type Schema = { properties: Record<string, Schema & { enum?: string[] }>; required: string[] };
  const planted = async (type: string, plant: (schema: Schema) => void): Promise<[string, string][]> => {
    const broken = structuredClone(current);
    const contractOfType = broken.find((one) => one.type === type)!;
    plant(contractOfType.schema as unknown as Schema);
    return (await compareContracts(released, broken)).map((finding) => [finding.verdict, `${finding.type}: ${finding.text}`]);
  };
  const REGISTERED = 'identification.household.registered.v1';

  it('a removed field', async () => {
    const findings = await planted(REGISTERED, ({ properties, required }) => {
      delete properties['headName'];
      required.splice(required.indexOf('headName'), 1);
    });
    expect(findings).toContainEqual(['refused', expect.stringMatching(/^identification\.household\.registered\.v1: .*headName/)]);
  });

  it('a narrowed enum: what was published before could no longer be read', async () => {
    const findings = await planted(REGISTERED, ({ properties }) => {
      properties['category']!.enum = properties['category']!.enum!.filter((code) => code !== 'fiveGuarantee');
    });
    expect(findings).toEqual([['refused', expect.stringMatching(/registered\.v1: messages of before no longer fit: .*fiveGuarantee/)]]);
  });

  it('a field that is asked for anew', async () => {
    const findings = await planted(REGISTERED, ({ properties, required }) => {
      properties['postcode'] = { type: 'string' } as never;
      required.push('postcode');
    });
    expect(findings).toEqual([['refused', expect.stringMatching(/messages of before no longer fit: .*postcode/)]]);
  });
});

describe('gate', () => {
  it('accepts no change and a new optional field', async () => {
    expect(await verdicts(person)).toEqual([]);
    expect(await verdicts({ ...person, properties: { ...person.properties, village: { type: 'string' } } })).toEqual([]);
  });

  it('refuses a required field that went away', async () => {
    expect(await verdicts({ ...person, properties: { name: { type: 'string' } }, required: ['name'] })).toContain('refused');
  });

  it('refuses a field that may now be missing', async () => {
    expect(await verdicts({ ...person, required: ['name'] })).toContain('refused');
  });

  it('refuses another type', async () => {
    expect(await verdicts({ ...person, properties: { ...person.properties, age: { type: 'string' } } })).toContain('refused');
  });

  it('refuses values a reader was told cannot come', async () => {
    expect(await verdicts({ ...person, properties: { ...person.properties, age: { type: 'integer', minimum: 0 } } })).toContain('refused');
  });

  it('warns of a new value in a code list', async () => {
    const coded = (values: string[]): EventContract =>
      contract({ type: 'object', properties: { code: { type: 'string', enum: values } }, required: ['code'] });
    const findings = await compareContracts([coded(['a'])], [coded(['a', 'b'])]);
    expect(findings.map(({ verdict }) => verdict)).toEqual(['warning']);
  });

  it('refuses an event that is no longer published or changed its class', async () => {
    expect(await compareContracts([contract(person)], [])).toMatchObject([{ verdict: 'refused', type: 'a.b.c.v1' }]);
    const closed = { ...contract(person), classification: 'department' };
    expect(await compareContracts([contract(person)], [closed])).toMatchObject([
      { verdict: 'refused', text: 'class open became department' },
    ]);
  });
});
