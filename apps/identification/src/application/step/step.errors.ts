import { Refusal } from '@jingzhun/domain/refusal';
import { CaseStates, CaseSteps, type CaseState, type CaseStep } from '../lifecycle/case-state.js';
import type { NotPossible } from '../lifecycle/decide.js';
import { OFFICES, type OfficeName } from '../lifecycle/lifecycle.js';

export class NoSuchWay extends Refusal {
  constructor(step: CaseStep, state: CaseState) {
    const [stepWords, stateWords] = [CaseSteps.get(step), CaseStates.get(state)];
    super({
      code: 'application.no-such-step',
      status: 409,
      zh: {
        title: '现在不能办理这一步',
        detail: `该件现为“${stateWords.zh}”，不能“${stepWords.zh}”。`,
        next: '请刷新页面，按“下一步”所列办理；退回须选择当前环节之前的环节。',
      },
      en: {
        title: 'Not possible from here',
        detail: `The case is "${stateWords.en}"; "${stepWords.en}" does not lead on from there.`,
        next: 'Reload the page and take one of the steps it shows; a return goes to an earlier state.',
      },
    });
  }
}

export class NotYourOffice extends Refusal {
  constructor(step: CaseStep, office: OfficeName) {
    const [words, who] = [CaseSteps.get(step), OFFICES[office]];
    super({
      code: 'application.not-your-office',
      status: 403,
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
export class StepNotYet extends Refusal {
  constructor(step: CaseStep, cases: readonly { pointer: string; missing: NotPossible['missing'] }[]) {
    const words = CaseSteps.get(step);
    const lines = cases.flatMap(({ missing }) => missing);
    const [first] = lines;
    super({
      code: 'application.not-yet',
      status: 409,
      zh: {
        title: `还不能“${words.zh}”`,
        detail: `尚缺 ${lines.length} 项：${[...new Set(lines.map(({ zh }) => zh))].slice(0, 5).join('；')}。`,
        next: first?.by === 'another-person' ? '请由其他有权限的人员办理。' : '请按所列逐项补齐后再办；没有写入任何内容。',
      },
      en: {
        title: `"${words.en}" is not possible yet`,
        detail: `${lines.length} missing: ${[...new Set(lines.map(({ en }) => en))].slice(0, 5).join('; ')}.`,
        next: first?.by === 'another-person' ? 'Another officer has to do it.' : 'Complete what is listed; nothing was written.',
      },
      problems: cases.flatMap(({ pointer, missing }) => missing.map(({ code, zh, en }) => ({ pointer, code, zh, en }))),
    });
  }
}

export class StepReasonNeeded extends Refusal {
  constructor() {
    super({
      code: 'application.reason-needed',
      status: 422,
      zh: { title: '请说明原因', detail: '退回、不予通过、撤回、更正须写明原因。', next: '请填写原因（2 至 500 字）后再提交。' },
      en: { title: 'Say why', detail: 'This step is taken for a stated reason.', next: 'Give a reason of 2 to 500 characters.' },
      problems: [{ pointer: '/reason', code: 'missing', zh: '未填写原因', en: 'no reason' }],
    });
  }
}

export class SignatureNeeded extends Refusal {
  constructor(what: 'proof' | 'mark') {
    const texts = {
      proof: {
        zh: { title: '这一步需要签名', detail: '请求中没有签名确认。', next: '请预览要签的内容，输入密码确认后再提交。' },
        en: {
          title: 'This step is signed',
          detail: 'The request holds no proof.',
          next: 'Preview what is signed, confirm with your password and send again.',
        },
      },
      mark: {
        zh: { title: '需要户主签字页', detail: '请求中没有指明户主签字（或按印）的扫描页。', next: '请上传签字页，并选择签字或按印。' },
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
