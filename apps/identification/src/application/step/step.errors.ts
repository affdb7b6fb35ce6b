import { Refusal } from '@jingzhun/domain/refusal';
import { NotYourOffice, ReasonNeeded, StepNotYet } from '@jingzhun/domain/step-refusal';
import { CaseStates, CaseSteps, isOpen, type CaseState, type CaseStep } from '../lifecycle/case-state.js';
import type { NotPossible } from '../lifecycle/decide.js';
import { OFFICES, TRANSITIONS, type OfficeName } from '../lifecycle/lifecycle.js';
import type { Supplier } from '../lifecycle/needs.js';

/** What the officer can do instead, by name. */
function onwardFrom(step: CaseStep, state: CaseState): { zh: string; en: string } {
  if (!isOpen(state))
    return {
      zh: '本件已经结束，不再办理；情况有变的，请重新提出申请。',
      en: 'The case has ended; apply anew if the situation changed.',
    };
  if (step === 'return')
    return { zh: '请选择当前环节之前的一个环节，再退回。', en: 'Choose a state before the present one and return the case to it.' };
  const steps = [...new Set(TRANSITIONS.filter(({ from }) => from === state).map((way) => way.step))]
    .filter((name) => name !== 'upholdObjection' && name !== 'signForm')
    .map((name) => CaseSteps.get(name));
  return {
    zh: `现在可以办理：${steps.map(({ zh }) => zh).join('、')}。请刷新页面，在“下一步”中选择。`,
    en: `From here: ${steps.map(({ en }) => en).join(', ')}. Reload the page and choose one of them.`,
  };
}

/** Who brings what is missing, said to whoever was refused. */
const BROUGHT_BY: Record<Supplier, { zh: string; en: string }> = {
  village: { zh: '村里的材料和登记，请按各项后的链接补齐', en: 'complete what is the village’s with the link behind each line' },
  household: { zh: '须户主签字或提供的，请户主补签、补交后上传', en: 'let the head sign or bring the rest and upload it' },
  township: { zh: '属乡镇办理的，请联系乡镇', en: 'ask the township for what is its own' },
  county: { zh: '属县级办理的，请等待或联系县级', en: 'ask the county for what is its own' },
  verification: { zh: '比对结论待核实的，请联系乡镇或核查人员', en: 'ask the township or the verification officer about the verdict' },
  'another-person': { zh: '您经办过本件，请转交未经办的人员办理', en: 'hand it to an officer who had no part in the case' },
  time: { zh: '期限未到的，到期后再办，不用补材料', en: 'come back when the time is over' },
};

function broughtBy(missing: NotPossible['missing']): { zh: string; en: string } {
  const suppliers = [...new Set(missing.map(({ by }) => by))].map((by) => BROUGHT_BY[by]);
  return { zh: suppliers.map(({ zh }) => zh).join('；'), en: suppliers.map(({ en }) => en).join('; ') };
}

export class NoSuchWay extends Refusal {
  constructor(step: CaseStep, state: CaseState) {
    const [stepWords, stateWords] = [CaseSteps.get(step), CaseStates.get(state)];
    const onward = onwardFrom(step, state);
    super({
      code: 'application.no-such-step',
      status: 409,
      zh: {
        title: '现在不能办理这一步',
        detail: `该件现为“${stateWords.zh}”，不能“${stepWords.zh}”。`,
        next: onward.zh,
      },
      en: {
        title: 'Not possible from here',
        detail: `The case is "${stateWords.en}"; "${stepWords.en}" does not lead on from there.`,
        next: onward.en,
      },
    });
  }
}

export class NotYourCaseStep extends NotYourOffice {
  constructor(step: CaseStep, office: OfficeName) {
    const [words, who] = [CaseSteps.get(step), OFFICES[office]];
    super('application', {
      zh: {
        title: '这一步不由您办理',
        detail: `“${words.zh}”由${who.zh}办理。`,
        next: `请转交${who.zh}；如职责有变，请联系安全管理员调整账号。`,
      },
      en: {
        title: 'Not your step',
        detail: `"${words.en}" is for the ${who.en}.`,
        next: `Hand it to the ${who.en}; if your duties changed, ask the security administrator.`,
      },
    });
  }
}

/** Says everything that is missing, case by case; the codes are those of the checklist. */
export class CaseStepNotYet extends StepNotYet {
  constructor(step: CaseStep, cases: readonly { pointer: string; missing: NotPossible['missing'] }[]) {
    const words = CaseSteps.get(step);
    const lines = cases.flatMap(({ missing }) => missing);
    const brought = broughtBy(lines);
    super('application', cases, {
      zh: {
        title: `还不能“${words.zh}”`,
        detail: `尚缺 ${lines.length} 项：${[...new Set(lines.map(({ zh }) => zh))].slice(0, 5).join('；')}。`,
        next: `${brought.zh}。本次没有办理，原有记录未变。`,
      },
      en: {
        title: `"${words.en}" is not possible yet`,
        detail: `${lines.length} missing: ${[...new Set(lines.map(({ en }) => en))].slice(0, 5).join('; ')}.`,
        next: `${brought.en[0]?.toUpperCase() ?? ''}${brought.en.slice(1)}. Nothing was written.`,
      },
    });
  }
}

export class CaseReasonNeeded extends ReasonNeeded {
  constructor() {
    super(
      'application',
      {
        zh: { title: '请说明原因', detail: '退回、不予通过、撤回、更正须写明原因。', next: '请填写原因（2 至 500 字）后再提交。' },
        en: { title: 'Say why', detail: 'This step is taken for a stated reason.', next: 'Give a reason of 2 to 500 characters.' },
      },
      { code: 'missing', zh: '未填写原因', en: 'no reason' },
    );
  }
}

export class SignatureNeeded extends Refusal {
  constructor(what: 'proof' | 'mark') {
    const texts = {
      proof: {
        zh: { title: '这一步需要签名', detail: '提交时没有签名确认。', next: '请预览要签的内容，输入密码确认后再提交。' },
        en: {
          title: 'This step is signed',
          detail: 'The request holds no proof.',
          next: 'Preview what is signed, confirm with your password and send again.',
        },
      },
      mark: {
        zh: { title: '需要户主签字页', detail: '没有选择户主签字（或按印）的那一页。', next: '请上传签字页，并选择签字或按印。' },
        en: {
          title: 'The signed page is missing',
          detail: 'The request names no scanned page with the mark of the head.',
          next: 'Upload the signed page and say whether it is a signature or a thumb-print.',
        },
      },
    }[what];
    super({
      code: `application.${what}-needed`,
      status: 422,
      ...texts,
      problems: [{ pointer: `/${what}`, code: 'missing', zh: '未提供', en: 'missing' }],
    });
  }
}

export class PageSignedBefore extends Refusal {
  constructor() {
    super({
      code: 'application.page-signed-before',
      status: 409,
      zh: {
        title: '这一页已用于先前的签字',
        detail: '内容更正后须由户主在新打印的申请书上重新签字。',
        next: '请打印更正后的申请书，签字后拍照上传，再选择新的一页。',
      },
      en: {
        title: 'This page was signed before',
        detail: 'After a correction the head signs a newly printed form.',
        next: 'Print the corrected form, let the head sign it, upload it and choose the new page.',
      },
      problems: [{ pointer: '/mark/scan', code: 'used', zh: '该页已用于先前的签字', en: 'used by an earlier signature' }],
    });
  }
}
