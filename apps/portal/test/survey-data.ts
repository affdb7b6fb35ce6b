import type { KeptRound } from '../src/survey/device/survey-store.js';
import type { SurveyForm, WorkItem } from '../src/survey/types.js';

export const HEAD = '22222222-2222-4222-8222-222222222222';

export const form: SurveyForm = {
  version: 1,
  zh: '摸底调查表',
  en: 'survey',
  sections: [
    {
      key: 'place',
      per: 'household',
      zh: '住址',
      en: 'Address',
      fields: [
        { key: 'groupName', kind: 'text', zh: '村民小组', en: 'Group', needed: 'found' },
        { key: 'address', kind: 'text', zh: '家庭住址', en: 'Address' },
        { key: 'phone', kind: 'phone', zh: '联系电话', en: 'Phone', sealed: true },
        { key: 'income.wageFen', kind: 'money', zh: '工资', en: 'Wages', unit: { zh: '元', en: 'yuan' }, min: 0, max: 100_000_000 },
        {
          key: 'mainCause',
          kind: 'code',
          zh: '主要原因',
          en: 'Main cause',
          needed: 'always',
          options: [{ code: '01', zh: '因病', en: 'illness' }],
        },
      ],
    },
    {
      key: 'members',
      per: 'member',
      zh: '家庭成员',
      en: 'Members',
      fields: [
        { key: 'name', kind: 'name', zh: '姓名', en: 'Name', needed: 'always' },
        { key: 'idNumber', kind: 'idNumber', zh: '证件号码', en: 'Number', sealed: true, needed: 'joined' },
        {
          key: 'relation',
          kind: 'code',
          zh: '与户主关系',
          en: 'Relation',
          needed: 'always',
          options: [
            { code: '01', zh: '户主', en: 'head' },
            { code: '02', zh: '配偶', en: 'spouse' },
          ],
        },
      ],
    },
  ],
};

export const unit = (id: string, answers: WorkItem['answers'] = {}): WorkItem => ({
  id,
  householdId: id,
  number: '1',
  villageCode: '360781102208',
  groupName: '第一组',
  headName: '刘大山',
  state: 'due',
  version: 0,
  visitedAt: null,
  visitedByName: null,
  openConflicts: 0,
  registerVersion: 1,
  answers: { mainCause: '01', [`members.${HEAD}.name`]: '刘大山', [`members.${HEAD}.relation`]: '01', ...answers },
  masked: { [`members.${HEAD}.idNumber`]: '360799************' },
});

export const kept: KeptRound = {
  round: { id: '33333333-3333-4333-8333-333333333333', name: '摸底', incomeYear: 2015, formVersion: 1 } as KeptRound['round'],
  form,
  device: { keepDays: 7, pinTries: 4, lockMinutes: 15, photoEdge: 1600 },
  villageCode: '360781102208',
  takenAt: '2016-06-15T02:00:00.000Z',
};
