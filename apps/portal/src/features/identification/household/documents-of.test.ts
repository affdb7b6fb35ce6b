import type { TimelineEntry } from '../../../api/identification/households.js';
import { documentsOf } from './documents-of.js';

const entry = (version: number, change: string, sourceDocument: string | null): TimelineEntry => ({
  version,
  change,
  sourceDocument,
  validFrom: '2016-01-01',
  recordedAt: '2016-03-01T01:00:00Z',
  accountName: '何秋实',
  reason: null,
  fields: [],
});

describe('documents of a record', () => {
  it('are those of its history, each once with every use, newest first', () => {
    const timeline = [
      entry(1, 'registered', '2014年登记表'),
      entry(2, 'contact', null),
      entry(3, 'members', '户口簿'),
      entry(4, 'income', '户口簿'),
    ];
    const documents = documentsOf({ sourceDocument: '2014年登记表' }, timeline);
    expect(documents.map(({ name, uses }) => [name, uses.map(({ version }) => version)])).toEqual([
      ['户口簿', [4, 3]],
      ['2014年登记表', [1]],
    ]);
  });

  it('include the registration’s own when no entry names it, and none when there is none', () => {
    expect(documentsOf({ sourceDocument: '名册' }, [])).toEqual([{ name: '名册', uses: [] }]);
    expect(documentsOf({ sourceDocument: null }, [entry(1, 'registered', null)])).toEqual([]);
  });
});
