import type { PlainDate } from '@jingzhun/domain/plain-date';
import { FACT_CLASSES, Places } from './fact-classes.js';
import type { ExplainedSource } from './explanation.js';
import type { Fact } from './fact.js';
import { Registers, type RegisterKind } from './register-kind.js';
import type { Words } from './rule-set.js';
import type { Basis } from './subject.js';

const isRegister = (kind: string): kind is RegisterKind => Registers.has(kind);

const DECLARED: Record<string, Words> = {
  realEstate: { zh: '在集镇、县城或城市有房产', en: 'real estate in a town or city' },
  vehicle: { zh: '有车船或大型机械', en: 'a vehicle, ship or large machine' },
  business: { zh: '办企业、承包工程或长期雇工', en: 'a firm, contracting or employing others' },
  longAbsent: { zh: '长期不在家居住', en: 'long absence from home' },
  studyAbroad: { zh: '有成员自费留学', en: 'a member studying abroad at own expense' },
  villageCommittee: { zh: '有成员现任村委会成员', en: 'a member sitting on the village committee' },
  payroll: { zh: '有成员由财政供养或在大中型企业稳定就业', en: 'a member on public payroll or in stable employment' },
  commercialPension: { zh: '购买了商业养老保险', en: 'commercial pension insurance' },
  resettlement: { zh: '属于易地扶贫搬迁户', en: 'being a relocation household' },
};

/** What the fact says, in one clause. */
export function factWords(fact: Fact): Words {
  const who = whoOf(fact);
  const clause = clauseOf(fact);
  const period = periodWords(fact);
  return { zh: `${who.zh}${clause.zh}${period.zh}`, en: `${who.en}: ${clause.en}${period.en}` };
}

/** The names of an ended case and of an old verdict are forgotten; persons of a case stand in its form, counted from 0. */
function whoOf({ person }: Fact): Words {
  if (!person) return { zh: '本户', en: 'The household' };
  if (person.name) return { zh: `成员${person.name}`, en: person.name };
  if (!/^\d+$/.test(person.ref)) return { zh: '成员（姓名已到期删除）', en: 'A member (name deleted in time)' };
  const place = Number(person.ref) + 1;
  return { zh: `申请表第${place}人`, en: `Person ${place} of the form` };
}

function clauseOf({ kind, class: code, place }: Fact): Words {
  if (isRegister(kind)) {
    const list = FACT_CLASSES[kind];
    const what: Words = list.has(code) ? list.get(code) : { zh: code, en: code };
    if (kind === 'realEstate') {
      const at = place !== null && Places.has(place) ? Places.get(place) : { zh: '坐落不详', en: 'place not stated' };
      return { zh: `名下有${what.zh}（${at.zh}）`, en: `${what.en} (${at.en})` };
    }
    return { zh: `${VERB[kind]}${what.zh}`, en: `${Registers.text(kind, 'en')}: ${what.en}` };
  }
  if (kind === 'declaration') {
    const what = DECLARED[code] ?? { zh: code, en: code };
    return { zh: `申报：${what.zh}`, en: `declares ${what.en}` };
  }
  if (kind === 'absence')
    return { zh: '16 周岁以上成员全部长期在县外务工', en: 'all members of working age work outside the county for most of the year' };
  if (kind === 'household') return { zh: '登记为易地扶贫搬迁户', en: 'registered as a relocation household' };
  return { zh: '有待核实的反映', en: 'a report that is to be looked into' };
}

const VERB: Record<RegisterKind, string> = {
  realEstate: '名下有',
  vehicle: '名下有',
  firm: '为',
  payroll: '任职于',
  commercialPension: '投保',
  studyAbroad: '出国留学：',
  police: '受治安处罚：',
  villageCommittee: '任',
  hukou: '户籍变动：',
};

function periodWords({ from, to }: Fact): Words {
  if (from !== null && to !== null) return { zh: `（${from} 起，${to} 止）`, en: ` (${from} to ${to})` };
  if (from !== null) return { zh: `（${from} 起）`, en: ` (since ${from})` };
  if (to !== null) return { zh: `（${to} 止）`, en: ` (until ${to})` };
  return { zh: '', en: '' };
}

/** Where the fact was read, with the date of the extract. */
export function sourceOf(fact: Fact, { registers, judgedOn }: Basis): ExplainedSource {
  if (!isRegister(fact.kind)) {
    return { words: OTHER_SOURCES[fact.kind] ?? { zh: '其他', en: 'other' }, register: null, importId: null, asOf: judgedOn, row: null };
  }
  const inForce = registers[fact.kind];
  const asOf: PlainDate | null = inForce?.asOf ?? null;
  const name = Registers.get(fact.kind);
  const row = fact.row === null ? { zh: '', en: '' } : { zh: `，第 ${fact.row} 行`, en: `, row ${fact.row}` };
  return {
    words: {
      zh: `${inForce?.authority ?? ''}${name.zh}（${inForce?.document ?? ''}，提取日期 ${asOf ?? '不详'}${row.zh}）`,
      en: `${name.en} of ${inForce?.authority ?? 'the authority'} (${inForce?.document ?? ''}, extract of ${asOf ?? 'an unknown day'}${row.en})`,
    },
    register: fact.kind,
    importId: inForce?.importId ?? null,
    asOf,
    row: fact.row,
  };
}

const OTHER_SOURCES: Record<string, Words> = {
  declaration: { zh: '农户申报', en: 'declared by the household' },
  household: { zh: '建档立卡登记', en: 'register of poor households' },
  absence: { zh: '建档立卡登记（务工情况）', en: 'register of poor households (work)' },
  report: { zh: '举报或质疑', en: 'report or doubt' },
};
