import { Refusal, type RefusalText } from '@jingzhun/domain/refusal';

const refusal = (code: string, status: number, zh: RefusalText, en: RefusalText) =>
  class extends Refusal {
    constructor() {
      super({ code, status, zh, en });
    }
  };

export class ImportNotFound extends refusal(
  'import.not-found',
  404,
  { title: '没有找到该批次', detail: '本辖区内没有这一导入批次。', next: '请返回导入列表重新选择。' },
  { title: 'No such import', detail: 'There is no such batch in your area.', next: 'Go back to the list of imports.' },
) {}

export class OwnUpload extends refusal(
  'import.own-upload',
  403,
  {
    title: '不能审核自己上传的文件',
    detail: '导入须由上传人以外的人员放行。',
    next: '请由另一名有放行权限的人员处理；如文件有误，您可以作废。',
  },
  {
    title: 'Your own upload',
    detail: 'An import is released by another person than the one who uploaded it.',
    next: 'Ask another officer to release it; you may discard it.',
  },
) {}

export class NotForYou extends refusal(
  'import.workbook-not-for-you',
  403,
  { title: '不能下载该文件', detail: '上传的文件只有上传人和放行人可以读取。', next: '请向上传人索取。' },
  {
    title: 'Not for you',
    detail: 'An uploaded file is readable by the person who uploaded it and those who may release it.',
    next: 'Ask the person who uploaded it.',
  },
) {}

export class WorkbookGone extends refusal(
  'import.workbook-gone',
  410,
  { title: '文件已按期删除', detail: '上传的文件保存期已满，已删除；结果仍可查询。', next: '如仍需要，请重新上传原文件。' },
  {
    title: 'The file was deleted',
    detail: 'The period for which uploads are kept is over; the results remain.',
    next: 'Upload the original again if you need it.',
  },
) {}

export class UploadInterrupted extends refusal(
  'import.upload-interrupted',
  400,
  { title: '上传中断', detail: '文件没有传完，未作任何保存。', next: '请检查网络后重新上传。' },
  {
    title: 'The upload was interrupted',
    detail: 'The file did not arrive completely; nothing was kept.',
    next: 'Check the connection and upload again.',
  },
) {}

export class FileNameNeeded extends refusal(
  'import.file-name-needed',
  400,
  {
    title: '缺少文件名',
    detail: '请求头 X-File-Name 缺失或无法解码。',
    next: '请刷新页面后重新选择文件；使用接口的单位请按百分号编码填写文件名。',
  },
  {
    title: 'File name needed',
    detail: 'The header X-File-Name is missing or cannot be decoded.',
    next: 'Reload the page and choose the file again; integrators: percent-encode the name.',
  },
) {}

const STATES: Record<string, { zh: string; en: string }> = {
  uploaded: { zh: '等待检查', en: 'waiting to be checked' },
  checking: { zh: '正在检查', en: 'being checked' },
  previewed: { zh: '等待放行', en: 'waiting for release' },
  releasing: { zh: '正在导入', en: 'being imported' },
  released: { zh: '已导入', en: 'imported' },
  discarded: { zh: '已作废', en: 'discarded' },
  failed: { zh: '未通过', en: 'failed' },
};

export class WrongState extends Refusal {
  constructor(state: string) {
    super({
      code: 'import.wrong-state',
      status: 409,
      zh: { title: '该批次现在不能这样处理', detail: `批次现为“${STATES[state]?.zh ?? state}”。`, next: '请刷新页面查看最新状态。' },
      en: {
        title: 'Not possible in this state',
        detail: `The batch is ${STATES[state]?.en ?? state}.`,
        next: 'Reload the page to see its state.',
      },
    });
  }
}

export class DuplicateNotFound extends refusal(
  'duplicate.not-found',
  404,
  { title: '没有找到该重复记录', detail: '本辖区内没有这一条待裁定的记录。', next: '请返回重复列表重新选择。' },
  { title: 'No such case', detail: 'There is no such case in your area.', next: 'Go back to the list of duplicates.' },
) {}

export class DuplicateDecided extends refusal(
  'duplicate.already-decided',
  409,
  { title: '该记录已经裁定', detail: '这条重复记录已有裁定或已撤回。', next: '请刷新页面。' },
  { title: 'Already decided', detail: 'The case was decided or withdrawn.', next: 'Reload the page.' },
) {}

export class DuplicateNotReleased extends refusal(
  'duplicate.batch-not-released',
  409,
  { title: '批次尚未放行', detail: '该户所在批次还没有放行，暂不能裁定。', next: '请先由放行人放行或作废该批次。' },
  {
    title: 'The batch is not released',
    detail: 'The batch of this household was not released yet.',
    next: 'Release or discard the batch first.',
  },
) {}

export class OwnDuplicate extends refusal(
  'duplicate.own-upload',
  403,
  { title: '不能裁定自己上传的记录', detail: '重复记录须由上传人以外的人员裁定。', next: '请由另一名有裁定权限的人员处理。' },
  {
    title: 'Your own upload',
    detail: 'A duplicate is decided by another person than the one who uploaded it.',
    next: 'Ask another officer.',
  },
) {}

export class HeadCannotMove extends refusal(
  'duplicate.head-cannot-move',
  409,
  { title: '该人是原户的户主', detail: '户主不能直接迁到另一户。', next: '请先在原户提出更正，变更户主或注销该户，再裁定。' },
  {
    title: 'The person is the head of the other household',
    detail: 'A head cannot be moved to another household.',
    next: 'Correct the other household first, then decide.',
  },
) {}
