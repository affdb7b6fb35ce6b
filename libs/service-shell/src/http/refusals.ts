import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';

/** What the shell itself refuses, before or instead of a service. */
export const malformedRequest = (problems: RefusalProblem[]): Refusal =>
  new Refusal({
    code: 'request.malformed',
    status: 400,
    zh: { title: '填写的内容有误', detail: `有 ${problems.length} 处内容不符合要求。`, next: '请按下面列出的各处说明修改后重新提交。' },
    en: {
      title: 'Some values are not right',
      detail: `${problems.length} value(s) do not meet the requirements.`,
      next: 'Correct the values listed below and send again.',
    },
    problems,
  });

export const unreadableBody = (): Refusal =>
  new Refusal({
    code: 'request.unreadable',
    status: 400,
    zh: { title: '无法读取提交的内容', detail: '提交的内容不是完整的 JSON。', next: '请刷新页面后重试；使用接口的单位请检查请求格式。' },
    en: {
      title: 'The request cannot be read',
      detail: 'The body is not complete JSON.',
      next: 'Reload the page and try again; integrators: check the request format.',
    },
  });

export const bodyTooLarge = (): Refusal =>
  new Refusal({
    code: 'request.too-large',
    status: 413,
    zh: { title: '提交的内容太大', detail: '一次提交超过了允许的大小。', next: '请分几次提交；大批数据请使用 Excel 导入。' },
    en: {
      title: 'The request is too large',
      detail: 'The body is larger than allowed.',
      next: 'Send it in parts; use the Excel import for bulk data.',
    },
  });

export const unsupportedContent = (): Refusal =>
  new Refusal({
    code: 'request.unsupported-content',
    status: 415,
    zh: { title: '不支持的内容格式', detail: '这里不接受该格式的内容。', next: '请使用页面上说明的格式重新提交。' },
    en: {
      title: 'Unsupported content',
      detail: 'This format is not accepted here.',
      next: 'Send it in the format the documentation names.',
    },
  });

export const routeNotFound = (): Refusal =>
  new Refusal({
    code: 'request.no-such-address',
    status: 404,
    zh: { title: '没有这个页面', detail: '地址有误，或该内容已移动。', next: '请从左侧菜单重新进入。' },
    en: { title: 'No such address', detail: 'The address is wrong or the content has moved.', next: 'Start again from the menu.' },
  });

export const unavailable = (): Refusal =>
  new Refusal({
    code: 'service.unavailable',
    status: 503,
    zh: {
      title: '系统暂时无法处理',
      detail: '数据库暂时连接不上，您的操作没有保存。',
      next: '请稍等一分钟后重试；如持续出现，请联系系统管理员。',
    },
    en: {
      title: 'Temporarily unavailable',
      detail: 'The database cannot be reached; nothing was saved.',
      next: 'Wait a minute and try again; tell the administrator if it continues.',
    },
    headers: { 'Retry-After': '30' },
  });

export const unexpected = (): Refusal =>
  new Refusal({
    code: 'service.unexpected',
    status: 500,
    zh: {
      title: '系统出现意外情况',
      detail: '您的操作没有完成，已记录在系统日志中。',
      next: '请重试一次；如仍不行，请把下面的编号告诉系统管理员。',
    },
    en: {
      title: 'Something unexpected happened',
      detail: 'The action was not completed; it is in the log.',
      next: 'Try once more; if it fails again, give the number below to the administrator.',
    },
  });

export const versionNeeded = (): Refusal =>
  new Refusal({
    code: 'record.version-needed',
    status: 428,
    zh: { title: '缺少记录版本', detail: '修改前需要说明所依据的记录版本（If-Match）。', next: '请重新打开该记录后再修改。' },
    en: {
      title: 'Version needed',
      detail: 'A change must name the version it is based on (If-Match).',
      next: 'Open the record again and repeat the change.',
    },
  });

/** @param currentVersion version the record has now */
export const staleVersion = (currentVersion: number): Refusal =>
  new Refusal({
    code: 'record.changed-meanwhile',
    status: 412,
    zh: {
      title: '记录刚刚被他人修改',
      detail: `您打开之后，这条记录已有新的修改（现为第 ${currentVersion} 版）。`,
      next: '请重新打开记录，核对新的内容后再修改。',
    },
    en: {
      title: 'Changed meanwhile',
      detail: `The record has been changed since you opened it (now version ${currentVersion}).`,
      next: 'Open it again, check what changed, then repeat your change.',
    },
  });

export const idempotencyKeyNeeded = (): Refusal =>
  new Refusal({
    code: 'command.key-needed',
    status: 400,
    zh: {
      title: '缺少操作编号',
      detail: '每个操作需要带一个编号（Idempotency-Key，UUID），以防重复提交。',
      next: '请刷新页面后重试；使用接口的单位请为每个操作生成一个新的 UUID。',
    },
    en: {
      title: 'Idempotency-Key needed',
      detail: 'Every command carries a key (a UUID) so that it is done once.',
      next: 'Reload the page and try again; integrators: send a new UUID with each command.',
    },
  });

export const idempotencyKeyReused = (): Refusal =>
  new Refusal({
    code: 'command.key-reused',
    status: 422,
    zh: { title: '操作编号已用于其他内容', detail: '同一个操作编号先前提交过不同的内容。', next: '请刷新页面后重新提交。' },
    en: {
      title: 'Key used for something else',
      detail: 'The same key came with other content before.',
      next: 'Reload the page and send again with a new key.',
    },
  });

export const commandInProgress = (): Refusal =>
  new Refusal({
    code: 'command.in-progress',
    status: 409,
    zh: { title: '该操作正在处理', detail: '同一个操作正在处理中，不会重复执行。', next: '请稍候再查看结果，不需要再次点击。' },
    en: {
      title: 'Being carried out',
      detail: 'The same command is being carried out and will not run twice.',
      next: 'Wait a moment and look at the result.',
    },
    headers: { 'Retry-After': '2' },
  });

export const commandAlreadyDone = (): Refusal =>
  new Refusal({
    code: 'command.already-done',
    status: 409,
    zh: { title: '该操作已经完成', detail: '同一个操作先前已经保存，这次没有重复执行。', next: '请刷新页面查看结果。' },
    en: {
      title: 'Already done',
      detail: 'The same command was saved before; it was not repeated.',
      next: 'Reload the page to see the result.',
    },
  });

/** Somebody else did the same, or the step before it, between this person's look and the command. */
export const doneMeanwhile = (): Refusal =>
  new Refusal({
    code: 'record.done-meanwhile',
    status: 409,
    zh: {
      title: '刚刚已有人办理',
      detail: '同一事项刚刚由他人登记或办理，情况已经改变。您的操作没有保存。',
      next: '请刷新页面，查看最新情况；仍需办理的，按新的情况重新提交。',
    },
    en: {
      title: 'Somebody else was faster',
      detail: 'The same matter has just been recorded or dealt with by somebody else. Nothing of yours was saved.',
      next: 'Reload the page and look; if it is still needed, send it again as things stand now.',
    },
  });

export const referenceMissing = (): Refusal =>
  new Refusal({
    code: 'record.reference-missing',
    status: 409,
    zh: {
      title: '所选内容已不存在',
      detail: '您所选的一项内容没有登记，或刚刚被撤下。您的操作没有保存。',
      next: '请刷新页面，重新选择后再提交。',
    },
    en: {
      title: 'What was chosen is not there',
      detail: 'Something that was chosen is not recorded, or has just been taken away. Nothing was saved.',
      next: 'Reload the page, choose again and send.',
    },
  });

/** Two steps that two persons take. */
export const needsAnotherPerson = (): Refusal =>
  new Refusal({
    code: 'record.needs-another-person',
    status: 403,
    zh: {
      title: '须由另一人办理',
      detail: '这件事的前一道手续由您本人办理：录入、审批、付款等手续须由不同的人分别办理。没有任何改动。',
      next: '请交由有权限的另一位同事办理。',
    },
    en: {
      title: 'Another person has to do this',
      detail:
        'You took an earlier step of the same matter; entering, approving and paying are different persons’ work. Nothing was changed.',
      next: 'Ask a colleague with the same right to do it.',
    },
  });

/** A number or a day that the register does not take. */
export const valueRefused = (): Refusal =>
  new Refusal({
    code: 'record.value-refused',
    status: 422,
    zh: {
      title: '填写的数值或日期不符合规则',
      detail: '有一项数量、金额或日期不符合登记规则（如合计不等、止期早于起期）。您的操作没有保存。',
      next: '请核对各项数量、金额和起止日期后重新提交；核对无误仍不能保存的，请把下面的编号告诉系统管理员。',
    },
    en: {
      title: 'A number or a date is not possible',
      detail: 'A count, an amount or a date breaks a rule of the register, such as an end before its beginning. Nothing was saved.',
      next: 'Check counts, amounts and dates and send again; if they are right, give the number below to the administrator.',
    },
  });
