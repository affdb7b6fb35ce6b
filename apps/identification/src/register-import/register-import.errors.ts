import { Refusal, type RefusalText } from '@jingzhun/domain/refusal';

const refusal = (code: string, status: number, zh: RefusalText, en: RefusalText) =>
  class extends Refusal {
    constructor() {
      super({ code, status, zh, en });
    }
  };

export class RegisterImportNotFound extends refusal(
  'register-import.not-found',
  404,
  { title: '没有找到该批登记数据', detail: '没有这一批登记数据，或不在您的辖区。', next: '请返回登记数据列表重新选择。' },
  { title: 'No such extract', detail: 'There is no such extract, or it is not of your area.', next: 'Go back to the list of registers.' },
) {}

export class CountyOnly extends refusal(
  'register-import.county-only',
  403,
  { title: '登记数据由县级统一导入', detail: '其他部门的登记数据按全县比对，乡镇、村账号不能导入。', next: '请将数据交县级扶贫部门导入。' },
  {
    title: 'Registers are imported by the county',
    detail: 'Extracts of other authorities are matched county-wide; accounts of a township or village cannot import them.',
    next: 'Hand the file to the county office.',
  },
) {}

export class ConfirmersOnly extends refusal(
  'register-import.confirmers-only',
  403,
  { title: '不能导入该类敏感数据', detail: '治安处罚信息只能由核查专员导入。', next: '请将数据直接交核查专员导入，不要经他人转交。' },
  {
    title: 'Not for you to import',
    detail: 'Police penalties are imported by the verification officer only.',
    next: 'Have the extract handed to the verification officer directly.',
  },
) {}

export class SensitiveOnly extends refusal(
  'register-import.sensitive-only',
  403,
  {
    title: '该类登记数据不由核查专员导入',
    detail: '核查专员只导入他人不得查看的敏感数据（治安处罚信息）；其他部门的登记数据由县级扶贫部门导入。',
    next: '请将数据交县级扶贫部门导入。',
  },
  {
    title: 'Not for the verification officer to import',
    detail:
      'The verification officer imports only what others must not read (police penalties); the county office imports the other registers.',
    next: 'Hand the file to the county office.',
  },
) {}

export class ExtractOfTheFuture extends refusal(
  'register-import.as-of-in-future',
  422,
  { title: '提取日期在今天之后', detail: '登记数据的提取日期不能晚于今天。', next: '请核对提取日期。' },
  { title: 'The extract is dated in the future', detail: 'The day of the extract cannot lie after today.', next: 'Check the day.' },
) {}

export class FileNameMissing extends refusal(
  'register-import.file-name-needed',
  400,
  { title: '缺少文件名', detail: '没有提供文件名。', next: '请通过页面选择文件上传。' },
  { title: 'The file name is missing', detail: 'No file name was given.', next: 'Choose the file on the page and upload it.' },
) {}

export class TransferInterrupted extends refusal(
  'register-import.upload-interrupted',
  400,
  { title: '上传中断', detail: '文件没有传完，未作任何保存。', next: '请检查网络后重新上传。' },
  {
    title: 'The upload was interrupted',
    detail: 'The file did not arrive completely; nothing was kept.',
    next: 'Check the network and upload it again.',
  },
) {}

export class NotInForce extends refusal(
  'register-import.not-taken',
  409,
  { title: '该批数据不能撤回', detail: '只有已经完成比对的数据可以撤回。', next: '请刷新页面查看现状。' },
  { title: 'Cannot be withdrawn', detail: 'Only an extract that has been taken can be withdrawn.', next: 'Reload the page.' },
) {}

export class MatchNotFound extends refusal(
  'register-match.not-found',
  404,
  { title: '没有找到该匹配', detail: '本辖区内没有这一条待复核的匹配，或您无权查看。', next: '请返回匹配复核列表重新选择。' },
  { title: 'No such match', detail: 'There is no such match in your area, or it is not for you.', next: 'Go back to the list of matches.' },
) {}

export class MatchDecided extends refusal(
  'register-match.already-decided',
  409,
  {
    title: '该匹配已经复核',
    detail: '这一条匹配已有结论，或所属数据已撤回。',
    next: '请刷新页面；结论有误的，由其他人员撤回该结论后重新复核。',
  },
  {
    title: 'Already decided',
    detail: 'This match has been decided, or its extract was withdrawn.',
    next: 'Reload the page; if the decision was wrong, another officer withdraws it, and it is decided anew.',
  },
) {}

export class MatchOfOwnCase extends refusal(
  'register-match.own-case',
  403,
  {
    title: '经办本件的人员不复核本件的匹配',
    detail: '这一行登记数据疑似涉及您填写、更正、附过材料或登记过会议的申请，是否同一人须由未经办的人员认定。',
    next: '请转交本乡镇其他有核实权限的人员。',
  },
  {
    title: 'Not by who handled the case',
    detail: 'The row may be about a case that you wrote, corrected or documented; somebody who did not decides who it is.',
    next: 'Hand it to another officer of the township who may confirm.',
  },
) {}

export class OwnMatchDecision extends refusal(
  'register-match.own-decision',
  403,
  {
    title: '自己的结论由他人撤回',
    detail: '这一条匹配的结论是您作出的。',
    next: '请说明情况，由其他有核实权限的人员撤回后重新复核。',
  },
  {
    title: 'Another person withdraws it',
    detail: 'You decided this match yourself.',
    next: 'Explain the mistake to another officer who may confirm; that officer withdraws it.',
  },
) {}

export class MatchNotDecided extends refusal(
  'register-match.not-decided',
  409,
  { title: '该匹配还没有结论', detail: '这一条匹配尚待复核，或所属数据已撤回，没有可以撤回的结论。', next: '请刷新页面，直接复核即可。' },
  {
    title: 'Not decided',
    detail: 'This match waits for its decision, or its extract was withdrawn: there is nothing to withdraw.',
    next: 'Reload the page and decide it.',
  },
) {}

export class RowIsSomebodyElse extends refusal(
  'register-match.row-is-somebody-else',
  409,
  {
    title: '这一行已认定为另一人',
    detail: '登记数据的同一行已认定为名册上的另一人，一行只能是一个人。',
    next: '请在“是同一人”中找到那一条，先撤回它的结论；这一条会随之重新待复核。列表中没有的，属于其他乡镇，请转县级有核实权限的人员办理。',
  },
  {
    title: 'The row is somebody else’s',
    detail: 'The same row of the extract was decided to be another person; one row is one person.',
    next: 'Find that match under “Same person” and withdraw it first; this one is open again with it. If it is not in your list, it is of another township: ask a county officer who confirms facts.',
  },
) {}

export class MatchFactGone extends refusal(
  'register-match.fact-gone',
  409,
  {
    title: '登记的事项已经删除',
    detail: '原先认定不是同一人时，登记的事项已随之删除，现在无从计入。',
    next: '请重新导入这一类登记数据；导入后会重新列出，再认定为同一人。此前相关规则保持“待核实”。',
  },
  {
    title: 'The fact was deleted',
    detail: 'When the match was decided to be somebody else, what is registered was deleted; there is nothing left to count.',
    next: 'Import the register again: the match is listed anew and can be decided. Until then the rule stays open.',
  },
) {}
