import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';
import type { Role } from '@jingzhun/auth';
import { ROLE_NAMES } from './role-names.js';

export class AccountNotFound extends Refusal {
  constructor() {
    super({
      code: 'account.not-found',
      status: 404,
      zh: { title: '没有这个账号', detail: '该账号不存在，或不属于您管理的部门和区域。', next: '请从账号列表重新选择。' },
      en: {
        title: 'No such account',
        detail: 'It does not exist, or is not of your department and area.',
        next: 'Choose it from the list again.',
      },
    });
  }
}

export class UserNameTaken extends Refusal {
  constructor() {
    super({
      code: 'account.user-name-taken',
      status: 409,
      zh: { title: '用户名已被使用', detail: '全系统的用户名不能重复。', next: '请换一个用户名，例如加上单位简称。' },
      en: { title: 'User name taken', detail: 'User names are unique in the whole system.', next: 'Choose another one.' },
    });
  }
}

export class RolesExclude extends Refusal {
  constructor(conflicts: readonly [Role, Role][]) {
    const zh = conflicts.map(([a, b]) => `${ROLE_NAMES[a].zh}与${ROLE_NAMES[b].zh}`).join('、');
    const en = conflicts.map(([a, b]) => `${ROLE_NAMES[a].en} and ${ROLE_NAMES[b].en}`).join(', ');
    super({
      code: 'account.roles-exclude',
      status: 422,
      zh: {
        title: '岗位不能兼任',
        detail: `一个账号不能同时担任：${zh}。`,
        next: '请为管理、安全、审计岗位分别建立账号，由不同的人使用。',
      },
      en: {
        title: 'Roles exclude each other',
        detail: `One account cannot be: ${en}.`,
        next: 'Make separate accounts, used by different people.',
      },
    });
  }
}

export class OtherDepartmentsAccount extends Refusal {
  constructor() {
    super({
      code: 'account.other-department',
      status: 403,
      zh: { title: '不是本部门的账号', detail: '安全管理员只管理本部门的账号。', next: '请联系该部门的安全管理员。' },
      en: {
        title: 'Another department',
        detail: 'A security administrator manages accounts of the own department only.',
        next: "Ask that department's security administrator.",
      },
    });
  }
}

export class OutsideYourArea extends Refusal {
  constructor() {
    super({
      code: 'account.outside-area',
      status: 403,
      zh: { title: '超出您的区域', detail: '账号的区域必须在您负责的区域之内。', next: '请改选您负责区域内的乡镇或村。' },
      en: {
        title: 'Outside your area',
        detail: "The account's area must lie within yours.",
        next: 'Choose a township or village within your area.',
      },
    });
  }
}

export class BankOfClerk extends Refusal {
  constructor() {
    super({
      code: 'account.bank-of-clerk',
      status: 422,
      zh: {
        title: '银行经办人须指明银行',
        detail: '银行经办人必须填写所属银行，其他角色不填。',
        next: '请填写银行编码（与“合作银行”页面一致），或改选角色。',
      },
      en: {
        title: 'A bank clerk has a bank',
        detail: 'A bank clerk belongs to one lender bank; nobody else does.',
        next: 'Give the code of the bank as the page of lender banks shows it, or choose other roles.',
      },
    });
  }
}

export class CountyGrantsThis extends Refusal {
  constructor() {
    super({
      code: 'account.county-grants-this',
      status: 403,
      zh: { title: '需由全县平台授予', detail: '领导和审计员可以查看所有部门，不能由单个部门授予。', next: '请联系全县平台的安全管理员。' },
      en: {
        title: 'Granted by the county',
        detail: 'Leaders and auditors read all departments; one department cannot grant that.',
        next: "Ask the county platform's security administrator.",
      },
    });
  }
}

export class OnlyAdministratorsThere extends Refusal {
  constructor() {
    super({
      code: 'account.only-administrators',
      status: 403,
      zh: {
        title: '业务账号由部门自己建立',
        detail: '全县平台只建立各部门的管理员、领导和审计员账号。',
        next: '请由该部门的安全管理员建立业务账号。',
      },
      en: {
        title: 'Departments make these accounts',
        detail: 'The county platform makes administrators, leaders and auditors only.',
        next: "Let the department's security administrator make it.",
      },
    });
  }
}

export class NotYourOwn extends Refusal {
  constructor() {
    super({
      code: 'account.not-your-own',
      status: 403,
      zh: { title: '不能修改自己的账号', detail: '岗位、区域、停用和重置须由另一位安全管理员办理。', next: '请联系另一位安全管理员。' },
      en: {
        title: 'Not your own',
        detail: 'Role, area, disabling and reset are for another security administrator to do.',
        next: 'Ask another security administrator.',
      },
    });
  }
}

export class PasswordTooWeak extends Refusal {
  constructor(problems: readonly RefusalProblem[]) {
    super({
      code: 'account.password-too-weak',
      status: 422,
      zh: {
        title: '密码不符合要求',
        detail: `新密码有 ${problems.length} 处不符合要求。`,
        next: '请按说明换一个密码；几个不相关的词连起来既好记又安全。',
      },
      en: {
        title: 'Password too weak',
        detail: `The new password breaks ${problems.length} rule(s).`,
        next: 'Choose another; several unrelated words are easy to remember and safe.',
      },
      problems,
    });
  }
}

export class PresentPasswordWrong extends Refusal {
  constructor() {
    super({
      code: 'account.present-password-wrong',
      status: 403,
      zh: {
        title: '当前密码不对',
        detail: '输入的当前密码不正确，密码没有修改。',
        next: '请重新输入；忘记密码请联系本部门的安全管理员重置。',
      },
      en: {
        title: 'Present password wrong',
        detail: 'The present password is not right; nothing was changed.',
        next: 'Enter it again, or ask your security administrator for a reset.',
      },
    });
  }
}

export class CodeWrong extends Refusal {
  constructor() {
    super({
      code: 'account.code-wrong',
      status: 422,
      zh: {
        title: '动态码不对',
        detail: '动态码不正确、已过期或已经用过。',
        next: '请输入验证器应用中新显示的 6 位数字；如总是不对，请核对手机时间。',
      },
      en: {
        title: 'Code wrong',
        detail: 'The code is wrong, expired or already used.',
        next: "Enter the next 6 digits your app shows; check the phone's time if it keeps failing.",
      },
    });
  }
}

export class NothingToConfirm extends Refusal {
  constructor() {
    super({
      code: 'account.nothing-to-confirm',
      status: 409,
      zh: { title: '请先开始绑定', detail: '绑定已过期或尚未开始。', next: '请重新开始绑定验证器应用。' },
      en: { title: 'Start enrolment first', detail: 'The enrolment has expired or was not started.', next: 'Start it again.' },
    });
  }
}

export class TooManyAttempts extends Refusal {
  constructor(minutes: number) {
    super({
      code: 'account.too-many-attempts',
      status: 429,
      zh: {
        title: '尝试次数过多',
        detail: '当前密码多次输入错误。',
        next: `请在 ${minutes} 分钟后再试；忘记密码请联系本部门的安全管理员重置。`,
      },
      en: {
        title: 'Too many attempts',
        detail: 'The present password was wrong too often.',
        next: `Try again in ${minutes} minute(s), or ask your security administrator for a reset.`,
      },
      headers: { 'Retry-After': String(minutes * 60) },
    });
  }
}
