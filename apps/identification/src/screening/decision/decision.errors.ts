import { Refusal, type RefusalText } from '@jingzhun/domain/refusal';

const refusal = (code: string, status: number, zh: RefusalText, en: RefusalText) =>
  class extends Refusal {
    constructor() {
      super({ code: `screening.${code}`, status, zh, en });
    }
  };

export class ScreeningNotFound extends refusal(
  'not-found',
  404,
  { title: '没有找到比对结果', detail: '本辖区内没有这一比对结果，或该户尚未比对。', next: '请先运行比对，或返回列表重新选择。' },
  {
    title: 'No such verdict',
    detail: 'There is no such verdict in your area, or nothing was screened yet.',
    next: 'Run the screening, or go back to the list.',
  },
) {}

export class SubjectNotFound extends refusal(
  'subject-not-found',
  404,
  { title: '没有找到该户或该申请', detail: '本辖区内没有这一农户或申请。', next: '请返回列表重新选择。' },
  { title: 'No such household or application', detail: 'There is none in your area.', next: 'Go back to the list.' },
) {}

export class StaleScreening extends refusal(
  'stale',
  409,
  { title: '比对结果已更新', detail: '在您查看之后，该户已经重新比对。', next: '请刷新页面，核对最新结果后再操作。' },
  {
    title: 'The verdict is newer',
    detail: 'The household was screened again since you looked.',
    next: 'Reload the page and look at the latest verdict.',
  },
) {}

export class UnknownRule extends refusal(
  'unknown-rule',
  422,
  { title: '没有这一条规则', detail: '现行规则中没有这一条。', next: '请刷新页面重新选择。' },
  { title: 'No such rule', detail: 'The rules in force have no such rule.', next: 'Reload the page and choose again.' },
) {}

export class UnknownGround extends refusal(
  'unknown-ground',
  422,
  { title: '核实结论不适用', detail: '该规则没有这一核实结论。', next: '请刷新页面，从列出的结论中选择。' },
  { title: 'Not a ground of this rule', detail: 'The rule knows no such ground.', next: 'Reload the page and choose one of the list.' },
) {}

export class ForConfirmersOnly extends refusal(
  'confirmers-only',
  403,
  { title: '须由核查专员核实', detail: '该项涉及敏感信息，只能由核查专员核实。', next: '请转交核查专员。' },
  {
    title: 'For the verification officer',
    detail: 'This rests on sensitive facts and is confirmed by the verification officer only.',
    next: 'Hand it to the verification officer.',
  },
) {}

export class NothingFound extends refusal(
  'nothing-found',
  409,
  { title: '没有可认定例外的事项', detail: '该规则目前没有比对到事项，无需认定例外。', next: '请刷新页面查看现状。' },
  { title: 'Nothing to except', detail: 'Nothing was found by this rule, so nothing can be excepted.', next: 'Reload the page.' },
) {}

export class RegisterSaysSo extends refusal(
  'register-says-so',
  409,
  {
    title: '不能以核实结论消除登记事项',
    detail: '登记数据已认定该事项成立，核实“没有”不能使其消失。',
    next: '登记有误的，请登记部门更正后重新导入，或更正匹配；属于例外的，请认定例外并附证据。',
  },
  {
    title: 'The register says so',
    detail: 'What the register says cannot be confirmed away.',
    next: 'If it is wrong, have it corrected and imported again, or review the match; if it is an exception, confirm that with evidence.',
  },
) {}

export class EvidenceNeeded extends refusal(
  'evidence-needed',
  422,
  { title: '缺少证据', detail: '作出否决、从严或例外的结论，须附证据（照片、证明等）。', next: '请上传证据后再提交。' },
  {
    title: 'Evidence is missing',
    detail: 'A veto, a strict review or an exception needs evidence (photos, papers).',
    next: 'Upload the evidence and submit again.',
  },
) {}

export class EvidenceTooOpen extends refusal(
  'evidence-too-open',
  422,
  { title: '证据的查阅范围不对', detail: '敏感事项的证据只能由核查专员查阅。', next: '请以“仅核查专员可看”重新上传。' },
  {
    title: 'The evidence is open to others',
    detail: 'Evidence of sensitive facts is for the verification officer only.',
    next: 'Upload it again for confirmers only.',
  },
) {}

export class NotStrict extends refusal(
  'not-strict',
  409,
  { title: '该项不需要说明', detail: '该规则的结论不是从严审核。', next: '请刷新页面查看现状。' },
  { title: 'No reason needed', detail: 'The rule does not ask for a strict review.', next: 'Reload the page.' },
) {}

export class ConfirmationNotFound extends refusal(
  'confirmation-not-found',
  404,
  { title: '没有找到该核实结论', detail: '本辖区内没有这一核实结论，或已撤回。', next: '请刷新页面查看现状。' },
  { title: 'No such confirmation', detail: 'There is none in your area, or it was withdrawn.', next: 'Reload the page.' },
) {}

export class OwnCase extends refusal(
  'own-case',
  403,
  {
    title: '经办本件的人员不核实本件',
    detail: '您填写、更正、附过材料或登记过本件（或本户）的会议，比对结论须由未经办的人员核实。',
    next: '请转交本乡镇其他有核实权限的人员。',
  },
  {
    title: 'Not by who handled the case',
    detail: 'You wrote, corrected or documented this case or a meeting on it; its screening is confirmed by somebody who did not.',
    next: 'Hand it to another officer of the township who may confirm.',
  },
) {}

export class NotForMany extends refusal(
  'not-for-many',
  422,
  { title: '该结论须逐户作出', detail: '只有“没有线索”的结论可以成批核实。', next: '请逐户核实。' },
  {
    title: 'Household by household',
    detail: 'Only "nothing speaks against" can be confirmed for many at once.',
    next: 'Confirm household by household.',
  },
) {}

export class AreaNotYours extends refusal(
  'area-not-yours',
  403,
  { title: '超出辖区', detail: '所选区域不在您的辖区内。', next: '请选择本辖区的村或乡镇。' },
  { title: 'Not your area', detail: 'The chosen area is not inside yours.', next: 'Choose a village or township of your own area.' },
) {}
