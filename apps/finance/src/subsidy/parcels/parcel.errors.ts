import { kebab } from '@jingzhun/domain/lifecycle';
import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';

const TAKEN = {
  onSite: {
    zh: [
      '到场日期所在年度，该地块已有另一份申请',
      '一份申请按到场验收的年度计算；填写的日期所在年度，同一地块（设施）已由另一份申请占用，本次没有写入。',
      '请核对到场日期；日期无误的，请核实是否同一地块：是的，请不予通过其中一份；不是的，请村里更正其中一份的地块名称后再测量。',
    ],
    en: [
      'The parcel is in another application of that year',
      'An application counts in the year of the day on site; in that year another application has the parcel. Nothing was written.',
      'Check the day; if it is right, find out whether it is one parcel: if so, reject one of the two; if not, the village corrects the name in one of them, and you measure again.',
    ],
  },
  return: {
    zh: [
      '退回后与另一份申请的地块重复',
      '退回后原验收作废，申请改按登记的年度计算，该年度同一地块（设施）已由另一份申请占用。本次没有写入。',
      '请核实是否同一地块：是的，请对其中一份“不予通过”；不是的，请村里直接更正所列申请的地块名称（更正后自动回到初审），不必退回。',
    ],
    en: [
      'Once returned it would meet another application of the parcel',
      'A return makes the acceptance void; the application then counts in the year it was entered, in which another one has the parcel. Nothing was written.',
      'Find out whether it is one parcel: if so, reject one of the two; if not, the village corrects the parcel’s name in the application named, which leads back to the check by itself.',
    ],
  },
  objection: {
    zh: [
      '异议成立退回后，与另一份申请的地块重复',
      '退回后原验收作废，申请改按登记的年度计算，该年度同一地块（设施）已由另一份申请占用。异议尚未作出决定，没有任何改动。',
      '请核实是否同一地块：是的，请把处理改为“不予通过”，或先对另一份申请不予通过；不是的，请村里先更正另一份申请的地块名称，再作出决定。',
    ],
    en: [
      'Once returned it would meet another application of the parcel',
      'A return makes the acceptance void; the application then counts in the year it was entered, in which another one has the parcel. The objection is not decided yet; nothing was changed.',
      'Find out whether it is one parcel: if so, decide that the application is rejected, or have the other one rejected first; if not, the village first corrects the parcel’s name in the other one, and you decide then.',
    ],
  },
} as const;
export type ParcelWay = keyof typeof TAKEN;

/** A step gives an application another year, in which another application has its parcel. */
export class ParcelTaken extends Refusal {
  /** @param at places of the applications in the command; none where there is only one */
  constructor(way: ParcelWay, at: readonly number[] = []) {
    const { zh, en } = TAKEN[way];
    const problem = (place: number) => ({
      pointer: `/cases/${place}`,
      code: 'subsidy.parcel-taken',
      zh: `第 ${place + 1} 件：该地块在另一份申请中。`,
      en: `Number ${place + 1}: the parcel is in another application.`,
    });
    super({
      code: `subsidy.parcel-${kebab(way)}-refused`,
      status: 409,
      zh: { title: zh[0], detail: zh[1], next: zh[2] },
      en: { title: en[0], detail: en[1], next: en[2] },
      ...(way === 'return' ? { problems: at.slice(0, 200).map(problem) } : {}),
    });
  }
}

/** The same may have been accepted or applied for already, or something in the village has a similar name, and nobody has said why it is another one. */
export class PossibleDuplicateUnanswered extends Refusal {
  constructor(problems: readonly RefusalProblem[]) {
    super({
      code: 'subsidy.possible-duplicate-unanswered',
      status: 409,
      zh: {
        title: '可能已有同一项目或同一地块，须先说明',
        detail: '该户同一项目已有验收记录或申请，或村里已有名称相近的地块，还没有说明为什么是另一处。本次没有写入。',
        next: '请逐项核对：是同一处的，请按验收项目申请，或填写相同的地块名称；确是另一处的，请写明理由后再提交。',
      },
      en: {
        title: 'Perhaps the same project or parcel; it is answered first',
        detail:
          'The household’s same product was accepted or applied for, or a parcel of the village has a similar name, and nobody has said why this is another one. Nothing was written.',
        next: 'Look at each: if it is the same, apply by the accepted project or write the same name; if it is another one, give the reason and send again.',
      },
      problems: problems.slice(0, 200),
    });
  }
}

/** One word for many, of which some were entered with an answer that is read one by one. */
export class PossibleDuplicateOneByOne extends Refusal {
  /** @param at places of those in the command */
  constructor(at: readonly number[]) {
    super({
      code: 'subsidy.possible-duplicate-one-by-one',
      status: 409,
      zh: {
        title: '有申请须逐件办理',
        detail: `所选申请中有 ${at.length} 件填报时有相近的项目或地块，已说明理由，须有人逐件核实。本次没有写入。`,
        next: '请把所列各件移出本次选择，其余的再一起办理；所列各件请逐件打开，核实理由后单独办理。',
      },
      en: {
        title: 'Some are looked into one by one',
        detail: `${at.length} of these were entered with a reason why they are not a duplicate; somebody reads each. Nothing was written.`,
        next: 'Leave those named out and take the others together; open each of those, look into its reason, and take it by itself.',
      },
      problems: at.slice(0, 200).map((place) => ({
        pointer: `/cases/${place}`,
        code: 'subsidy.possible-duplicate-answered',
        zh: `第 ${place + 1} 件：填报时已说明与相近的项目或地块不同，请逐件核实。`,
        en: `Number ${place + 1}: entered with a reason why it is another one; looked into by itself.`,
      })),
    });
  }
}

export class PossibleDuplicateChanged extends Refusal {
  constructor() {
    super({
      code: 'subsidy.possible-duplicate-changed',
      status: 409,
      zh: {
        title: '相近的项目或地块有变化',
        detail: '您查看之后，该户的验收项目、申请或村里的地块又有变动，与您看到的不同。本次没有写入。',
        next: '请重新查看提示的各项，按最新的情况填写理由后再提交。',
      },
      en: {
        title: 'The possible duplicates have changed',
        detail: 'A project, an application or a parcel was told or entered after you looked. Nothing was written.',
        next: 'Look at what is found now, and answer that.',
      },
    });
  }
}
