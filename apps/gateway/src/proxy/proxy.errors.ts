import { Refusal } from '@jingzhun/domain/refusal';
import { DEPARTMENT_NAMES } from '../accounts/role-names.js';
import type { Owner } from '../config.js';

export class DepartmentDown extends Refusal {
  constructor(department: Owner) {
    const { zh, en } = DEPARTMENT_NAMES[department];
    super({
      code: 'gateway.department-down',
      status: 503,
      zh: {
        title: `“${zh}”暂时不可用`,
        detail: `“${zh}”的服务没有应答，您的操作没有送达；其他部门的工作不受影响。`,
        next: '请稍等一分钟后重试；如持续出现，请把部门名称告诉系统管理员。',
      },
      en: {
        title: `The department "${en}" is not available`,
        detail: `The service of "${en}" does not answer; nothing was sent to it. The other departments go on working.`,
        next: 'Wait a minute and try again; tell the administrator which department it is if it continues.',
      },
      headers: { 'Retry-After': '10' },
    });
  }
}

export class DepartmentNotHere extends Refusal {
  constructor(department: Owner) {
    const { zh, en } = DEPARTMENT_NAMES[department];
    super({
      code: 'gateway.department-not-here',
      status: 404,
      zh: { title: `这里没有“${zh}”`, detail: `本机没有安装“${zh}”。`, next: '请使用该部门自己的网址。' },
      en: { title: `No "${en}" here`, detail: `The department "${en}" is not installed here.`, next: "Use that department's own address." },
    });
  }
}
