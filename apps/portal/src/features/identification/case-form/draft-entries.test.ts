import type { Case } from '../../../api/identification/applications.js';
import { contentOf, entriesOf, nothingStored, storedAfter, type DraftEntries } from './draft-entries.js';

const answered = (members: { name: string; idNumberMasked: string }[], content: Record<string, unknown> = {}): Case =>
  ({
    villageCode: '360781102208',
    content: { kind: 'registration', ...content },
    members: members.map((member, position) => ({
      position,
      sex: null,
      birthDate: null,
      relation: null,
      ethnicity: null,
      facts: {},
      ...member,
    })),
  }) as unknown as Case;

describe('a draft of a registration', () => {
  it('sends what was typed and nothing empty', () => {
    const entries: DraftEntries = {
      groupName: ' 第三小组 ',
      phone: '',
      members: [{ row: 'a', name: '朱秋生', idNumber: '36079919680504001X', relation: '01', facts: { labour: '02', health: [] } }],
      incomes: [{ year: 2015, wageFen: 300_000 }, {}],
      living: { safeWater: false, cultivatedCentiMu: null },
    };
    const { content, keep } = contentOf(entries, nothingStored);
    expect(content).toEqual({
      kind: 'registration',
      groupName: '第三小组',
      secondaryCauses: [],
      living: { safeWater: false },
      declared: {},
      incomes: [{ year: 2015, wageFen: 300_000, businessFen: 0, propertyFen: 0, businessExpenseFen: 0, items: {} }],
      members: [{ name: '朱秋生', idNumber: '36079919680504001X', relation: '01', facts: { labour: '02' } }],
    });
    expect(keep).toEqual({ phone: false, bankAccount: false, idNumbers: [null] });
  });

  it('keeps stored numbers by their place, also when a row before them is removed', () => {
    const { entries, stored } = entriesOf(
      answered(
        [
          { name: '甲', idNumberMasked: '360799********0011' },
          { name: '乙', idNumberMasked: '360799********0022' },
          { name: '丙', idNumberMasked: '' },
        ],
        { phoneMasked: '199****1234' },
      ),
    );
    const [, second, third] = entries.members ?? [];
    const left = { ...entries, members: [second!, { ...third!, idNumber: '360799' }] };
    expect(contentOf(left, stored).keep).toEqual({ phone: true, bankAccount: false, idNumbers: [1, null] });
    const again = storedAfter(
      left,
      answered([
        { name: '乙', idNumberMasked: '360799********0022' },
        { name: '丙', idNumberMasked: '******' },
      ]),
    );
    expect(contentOf(left, again).keep.idNumbers).toEqual([0, null]);
    expect(
      contentOf({ ...left, members: [...left.members].reverse().map(({ idNumber: _typed, ...row }) => row) }, again).keep.idNumbers,
    ).toEqual([1, 0]);
  });
});
