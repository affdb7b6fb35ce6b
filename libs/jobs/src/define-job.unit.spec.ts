import { assertNoLongNumber } from './define-job.js';
import { queueSchema } from './job-tables.js';

describe('what is stored of a job', () => {
  it.each([{ id: '36078119600101123X' }, { list: ['6222000000000001'] }, { n: 360781196001011 }, { text: '证号360781196001011234' }])(
    'refuses %j',
    (payload) => {
      expect(() => assertNoLongNumber(payload)).toThrow(TypeError);
    },
  );

  it.each([
    { importId: '01890000-0000-7000-8000-000000000001' },
    { area: '360781102208' },
    { fen: 123456789012 },
    { digest: `${'0123456789'.repeat(6)}abcd` },
  ])('takes %j', (payload) => {
    expect(() => assertNoLongNumber(payload)).not.toThrow();
  });
});

describe('the schema of the queue', () => {
  it('does not end the transaction of the migration it is part of', () => {
    expect(queueSchema()).not.toMatch(/^\s*(BEGIN|COMMIT|ROLLBACK|SET LOCAL [^;]*);/m);
    expect(queueSchema()).toMatch(/CREATE SCHEMA/);
  });

  it('is the one the released migrations made; a newer pg-boss needs a migration of its own (see ADR 0032)', () => {
    expect(queueSchema()).toContain("INSERT INTO pgboss.version(version) VALUES ('46')");
  });
});
