import fc from 'fast-check';
import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import { defineNotice, field, optionalField, table, type ContentOf, type NoticeKind } from '../kinds/define-notice.js';
import { contentDigest, contentSchema, NotMadeByAConstructor, storedContent } from '../kinds/notice-content.js';
import { noticeText } from '../kinds/notice-text.js';
import * as door from '../index.js';
import {
  decision,
  groupName,
  headCount,
  itemName,
  money,
  proceedingDate,
  publicName,
  publicNameOrMinor,
  quantity,
  votes,
} from './notice-field.js';
import { isPublishable, Publishable, publishable } from './publishable.js';

const ON = '2016-06-15' as PlainDate;
const adult = { name: '杨春华', birthDate: '1960-01-01' as PlainDate };

const Kind = defineNotice({
  kind: 'test',
  department: 'identification',
  title: { zh: '公示', en: 'Notice' },
  paragraphs: [],
  fields: {
    head: field('publicName', '户主', 'head'),
    result: field('decision', '结果', 'result'),
    votes: optionalField('votes', '表决', 'votes'),
    list: table({ name: field('publicName', '姓名', 'name'), amount: optionalField('money', '金额', 'amount') }, '名单', 'list'),
  },
  days: 'notice.group.days',
  investigator: 'objection.group.investigator',
});
const kind = Kind as unknown as NoticeKind;
const content: ContentOf<typeof Kind.fields> = {
  head: publicName(adult, ON),
  result: decision('registration.proposed'),
  list: [{ name: publicName(adult, ON), amount: money(123_450 as never) }, { name: publicName(adult, ON) }],
};

describe('what can stand on a notice', () => {
  it('is what the constructors make, and the library’s door hands out no other way to make one', () => {
    expect(isPublishable(content.head)).toBe(true);
    expect(Object.keys(door)).not.toContain('publishable');
    expect(Object.keys(door)).not.toContain('Publishable');
    expect(() => new Publishable(Symbol('made by a constructor of notice-field.ts'), 'publicName', '360799196001010016')).toThrow(
      TypeError,
    );
    expect(() => publishable('publicName', '360799196001010016')).toThrow();
  });

  it('has no constructor and no field for what must not be published', () => {
    const forbidden = /idnumber|identity|card|phone|mobile|bank|account|ill|disease|diagnos|cause|disab|birth|address|remark|text|note/i;
    const makers = Object.entries(door).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []));
    const ofFields = [
      'decision',
      'groupName',
      'headCount',
      'householdCount',
      'itemName',
      'money',
      'proceedingDate',
      'publicName',
      'publicNameOrMinor',
      'quantity',
      'votes',
    ];
    expect(makers.filter((name) => ofFields.includes(name)).sort()).toEqual(ofFields);
    expect(ofFields.filter((name) => forbidden.test(name))).toEqual([]);
  });

  it('the compiler refuses everything else', () => {
    const refused: (() => ContentOf<typeof Kind.fields>)[] = [
      // @ts-expect-error plain text is not publishable
      () => ({ ...content, head: '杨春华' }),
      // @ts-expect-error a look-alike is not publishable
      () => ({ ...content, head: { kind: 'publicName', value: '杨春华' } }),
      // @ts-expect-error a group's name is not a person's
      () => ({ ...content, head: groupName('第三小组') }),
      // @ts-expect-error a field is missing
      () => ({ head: content.head, list: content.list }),
      // @ts-expect-error a row is checked like the rest
      () => ({ ...content, list: [{ name: 'x' }] }),
      // @ts-expect-error there is no kind of field for an ID number
      () => ({ ...content, head: field('idNumber', '证件号码', 'ID number') }),
    ];
    // @ts-expect-error what is not a field of the kind is not taken
    const tooMuch: ContentOf<typeof Kind.fields> = { ...content, idNumber: headCount(3) };
    // what got around the compiler is refused at run time, or left out
    expect(storedContent(Kind, tooMuch)).not.toHaveProperty('idNumber');
    for (const make of refused.slice(0, 5)) expect(() => storedContent(Kind, make())).toThrow(NotMadeByAConstructor);
  });

  it('is checked again before it leaves: what was written into the table some other way does not', () => {
    const stored = storedContent(Kind, content);
    expect(noticeText(kind, stored).facts[0]?.value.zh).toBe('杨春华');
    for (const spoilt of [
      { ...stored, head: '360799196001010016' },
      { ...stored, head: '杨春华（肺癌）' },
      { ...stored, idNumber: '360799196001010016' },
      { ...stored, result: '因病致贫' },
      { ...stored, list: [{ name: '杨春华', amount: 1, phone: '13870000001' }] },
      { ...stored, list: [] },
    ])
      expect(() => noticeText(kind, spoilt)).toThrow();
  });

  it('has one digest, whatever the order of its members', () => {
    const stored = storedContent(Kind, content);
    const turned = Object.fromEntries(Object.entries(stored).reverse());
    expect(contentDigest('test', turned)).toBe(contentDigest('test', stored));
    expect(contentDigest('other', stored)).not.toBe(contentDigest('test', stored));
    expect(contentDigest('test', { ...stored, result: 'removal.proposed' })).not.toBe(contentDigest('test', stored));
  });

  it('reads in both languages', () => {
    const text = noticeText(kind, storedContent(Kind, { ...content, votes: votes({ entitled: 42, present: 36, inFavour: 35 }) }));
    expect(text.facts.map(({ value }) => value.zh)).toEqual(['杨春华', '拟纳入建档立卡', '应到 42 人，实到 36 人，同意 35 人']);
    expect(text.facts.map(({ value }) => value.en)).toEqual(['杨春华', 'proposed for registration', '36 of 42 present, 35 in favour']);
    expect(text.tables[0]?.rows.map((row) => row.map(({ zh }) => zh))).toEqual([
      ['杨春华', '1,234.50 元'],
      ['杨春华', '—'],
    ]);
  });
});

describe('a name', () => {
  it.each([
    ['a minor', { name: '杨小明', birthDate: '1998-06-16' }, 'notice.name-minor'],
    ['an unknown age', { name: '杨小明', birthDate: null }, 'notice.name-age-unknown'],
    ['an ID number in the column of the name', { name: '360799196001010016', birthDate: '1960-01-01' }, 'notice.name-not-a-name'],
    ['a remark in brackets', { name: '杨春华（低保）', birthDate: '1960-01-01' }, 'notice.name-not-a-name'],
    ['an illness behind the name', { name: '杨春华患肺癌', birthDate: '1960-01-01' }, 'notice.name-not-a-name'],
    ['a phone behind the name', { name: '杨春华13870000001', birthDate: '1960-01-01' }, 'notice.name-not-a-name'],
    ['markup', { name: '<b>杨春华</b>', birthDate: '1960-01-01' }, 'notice.name-not-a-name'],
    ['code of the printing engine', { name: '#read("/etc/passwd")', birthDate: '1960-01-01' }, 'notice.name-not-a-name'],
  ])('of %s is refused, and the refusal does not repeat it', (_, person, code) => {
    const refusal = (() => {
      try {
        publicName(person as never, ON);
      } catch (error) {
        return error as { code: string };
      }
      return undefined;
    })();
    expect(refusal).toMatchObject({ code });
    expect(JSON.stringify(refusal)).not.toContain(person.name);
  });

  it('is shown from the eighteenth birthday on', () => {
    expect(publicName({ name: '杨小明', birthDate: '1998-06-15' as PlainDate }, ON).value).toBe('杨小明');
    expect(publicNameOrMinor({ name: '杨小明', birthDate: '1998-06-16' as PlainDate }, ON).value).toBe('未成年人（姓名不公开）');
    expect(() => publicNameOrMinor({ name: '杨小明', birthDate: null }, ON)).toThrow(
      expect.objectContaining({ code: 'notice.name-age-unknown' }),
    );
  });

  it('of a minor is never in what the constructors make, whatever the birthday', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 18 * 365 }), (daysOld) => {
        const person = { name: '杨小明', birthDate: addDays(ON, -daysOld) };
        expect(JSON.stringify(publicNameOrMinor(person, ON))).not.toContain('小明');
        expect(() => publicName(person, ON)).toThrow(expect.objectContaining({ code: 'notice.name-minor' }));
      }),
      { numRuns: 300, seed: 20161204 },
    );
  });

  it.each(['杨春华', '欧阳春', '司马相如', '买买提·艾力', '阿依古丽·买买提·吐尔逊', '辛弃疾'])('%s is one', (name) => {
    expect(publicName({ ...adult, name }, ON).value).toBe(name);
  });
});

describe('other fields', () => {
  it.each([
    ['a birthday as the day of a meeting', () => proceedingDate('1960-01-01' as PlainDate, ON)],
    ['a meeting after the notice', () => proceedingDate('2016-06-16' as PlainDate, ON)],
    ['more present than entitled', () => votes({ entitled: 3, present: 4, inFavour: 1 })],
    ['more in favour than present', () => votes({ entitled: 9, present: 4, inFavour: 5 })],
    ['nobody in a household', () => headCount(0)],
    ['an ID number as what is subsidised', () => itemName('360799196001010016')],
    ['an illness as what is subsidised', () => itemName('肺癌补助')],
    ['more land than a household has', () => quantity(20_000_000, 'mu')],
    ['an ID number as a head count', () => headCount(360_799_196_001)],
    ['a long number as a group', () => groupName('13870000001组')],
    ['a remark as a group', () => groupName('低保户组')],
    ['a person as a group', () => groupName('杨小明')],
    ['a debt', () => money(-1 as never)],
    ['an unknown result', () => decision('因病致贫' as never)],
  ])('%s is refused', (_, make) => {
    expect(make).toThrow(expect.objectContaining({ code: 'notice.field-refused' }));
  });

  it('a group is called as villages call it', () => {
    for (const name of ['第三小组', '第12村民小组', '华屋小组', '老屋下组', '3 队'])
      expect(groupName(name).value).toBe(name.replace(' ', ''));
  });
});

describe('markers of what is forbidden', () => {
  const ID = '360799196001010016';
  const markers = [ID, '13870000001', '6222020000000000001', '肺癌晚期', '肢体残疾', '因病', '杨小明'];
  const noise = fc.string({ unit: 'binary', maxLength: 6 });
  const dirty = fc.record({
    name: fc.oneof(
      fc.constantFrom('杨春华', ...markers),
      fc.tuple(fc.constantFrom('杨春华', ''), fc.constantFrom(...markers), noise).map((parts) => parts.join('')),
    ),
    birthDate: fc.constantFrom('1960-01-01' as PlainDate, '2010-01-01' as PlainDate, null),
    group: fc.oneof(fc.constantFrom('第三小组', ...markers), noise),
  });

  it('never reach what is stored or shown, whichever field they are put into', () => {
    fc.assert(
      fc.property(dirty, ({ name, birthDate, group }) => {
        const shown: string[] = [];
        for (const make of [
          () => JSON.stringify(noticeText(kind, storedContent(Kind, { ...content, head: publicNameOrMinor({ name, birthDate }, ON) }))),
          () => JSON.stringify(storedContent(Kind, { ...content, list: [{ name: publicName({ name, birthDate }, ON) }] })),
          () => groupName(group).value,
        ])
          try {
            shown.push(make());
          } catch (error) {
            shown.push(JSON.stringify(error), String(error));
          }
        for (const marker of markers.filter((one) => one !== '杨小明' || birthDate !== '1960-01-01'))
          expect(shown.join('\n')).not.toContain(marker);
      }),
      { numRuns: process.env['DEEP'] ? 50_000 : 1_500, seed: 20161204 },
    );
  });

  it('are what the schema of a kind does not know', () => {
    expect(contentSchema(kind).safeParse({ ...storedContent(Kind, content), idNumber: ID }).success).toBe(false);
  });
});
