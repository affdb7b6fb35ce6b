import fc from 'fast-check';
import { registerHousehold, syntheticId } from '../../test/household.factory.js';
import { importExtract, type RegisterCells } from '../../test/registers.js';
import { startIdentification, type Identification } from '../../test/service.js';

interface Known {
  name: string;
  idNumber: string;
  villageCode: string;
  birthYear: number;
}

const NAMES = ['刘大', '钟二', '陈三', '杨四'];
const VILLAGES = ['360781102208', '360781102209'];
const YEARS = [1960, 1975];

const anyRow = fc.record({
  person: fc.nat(29),
  known: fc.nat(4).map((n) => n > 0),
  number: fc.constantFrom('full', 'full', 'old', 'none'),
  name: fc.constantFrom('same', 'same', 'other', 'none'),
  village: fc.constantFrom('same', 'other'),
  year: fc.constantFrom('same', 'other'),
});
type AnyRow = typeof anyRow extends fc.Arbitrary<infer T> ? T : never;

describe('matching of any extract', () => {
  let service: Identification;
  const known: Known[] = [];
  beforeAll(async () => {
    service = await startIdentification();
    for (let i = 0; i < 30; i += 1) {
      const [name, villageCode, birthYear] = [NAMES[i % 4] ?? '', VILLAGES[i % 2] ?? '', YEARS[Math.floor(i / 2) % 2] ?? 0];
      const idNumber = syntheticId(`${birthYear}-03-04`, 'male');
      await registerHousehold(service, { villageCode, members: [{ name, idNumber, relation: '01' }] });
      known.push({ name, idNumber, villageCode, birthYear });
    }
  });
  afterAll(async () => service?.stop());

  const cellsOf = (row: AnyRow): RegisterCells => {
    const person = known[row.person] as Known;
    const full = row.known ? person.idNumber : syntheticId('1988-08-08', 'male');
    return {
      idNumber: row.number === 'none' ? null : row.number === 'old' ? `${full.slice(0, 6)}${full.slice(8, 17)}` : full,
      name: row.name === 'none' ? null : row.name === 'same' ? person.name : '欧阳五',
      villageCode: row.village === 'same' ? person.villageCode : '360781204206',
      birthYear: row.year === 'same' ? person.birthYear : 1999,
      class: '轿车',
    };
  };

  /** What the rules of matching say in words, written down a second time. */
  function expected(cells: RegisterCells): 'matched' | 'unsure' | 'unmatched' | 'refused' {
    const { idNumber, name, villageCode, birthYear } = cells;
    if (idNumber === null) {
      if (name === null) return 'refused';
      const namesakes = known.filter((one) => one.name === name && one.villageCode === villageCode && one.birthYear === birthYear);
      return namesakes.length > 0 ? 'unsure' : 'unmatched';
    }
    const old = String(idNumber).length === 15;
    const person = known.find((one) => (old ? `${one.idNumber.slice(0, 6)}${one.idNumber.slice(8, 17)}` : one.idNumber) === idNumber);
    if (!person) return 'unmatched';
    return !old && (name === null || name === person.name) ? 'matched' : 'unsure';
  }

  it('every row is matched, asked about, counted and forgotten, or refused, as the rules of matching say', async () => {
    const rounds = process.env['DEEP'] ? 40 : 4;
    for (const rows of fc.sample(fc.array(anyRow, { minLength: 20, maxLength: 60 }), { seed: 360_781, numRuns: rounds })) {
      const cells = rows.map(cellsOf);
      const taken = await importExtract(service, { kind: 'vehicle', asOf: '2016-06-15', rows: cells });
      const count = (what: string): number => cells.filter((one) => expected(one) === what).length;
      expect(taken.counts).toEqual({
        rows: cells.length,
        matched: count('matched'),
        unsure: count('unsure'),
        unmatched: count('unmatched'),
        refused: count('refused'),
        other: 0,
      });
      const entered = await service.look<{ row: number }>('select row from register_entry where import_id = $1 order by row', [taken.id]);
      expect(entered.map(({ row }) => row)).toEqual(cells.flatMap((one, i) => (expected(one) === 'matched' ? [i + 2] : [])));
      const asked = await service.look<{ row: number }>('select distinct row from register_match where import_id = $1 order by row', [
        taken.id,
      ]);
      expect(asked.map(({ row }) => row)).toEqual(cells.flatMap((one, i) => (expected(one) === 'unsure' ? [i + 2] : [])));
    }
  }, 300_000);
});
