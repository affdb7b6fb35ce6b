import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';
import { POLICY_KEYS, type PolicyKey } from '../parameters/policy-keys.js';

export class PolicyValueRefused extends Refusal {
  constructor(key: PolicyKey, problems: RefusalProblem[]) {
    super({
      code: 'policy.value-refused',
      status: 422,
      zh: {
        title: '参数值不符合要求',
        detail: `“${POLICY_KEYS[key].zh}”有 ${problems.length} 处不符合要求。`,
        next: '请按下面列出的各处修改后重新提交。',
      },
      en: {
        title: 'The value does not fit the parameter',
        detail: `“${POLICY_KEYS[key].en}”: ${problems.length} part(s) are not right.`,
        next: 'Correct the parts listed below and send again.',
      },
      problems,
    });
  }
}

export class PolicyOutsideArea extends Refusal {
  constructor() {
    super({
      code: 'policy.outside-area',
      status: 403,
      zh: { title: '超出管辖范围', detail: '只能为本人管辖的区域设定参数。', next: '请选择本区域的代码，或请上级单位设定。' },
      en: {
        title: 'Outside your area',
        detail: 'Parameters may be set for your own area only.',
        next: 'Choose a code of your area, or ask the office above to set it.',
      },
    });
  }
}

export class PolicyNotFound extends Refusal {
  constructor() {
    super({
      code: 'policy.not-found',
      status: 404,
      zh: { title: '没有找到这个数值', detail: '本部门没有登记过这个数值。', next: '请返回政策参数页，重新选择。' },
      en: {
        title: 'No such value',
        detail: 'This department has recorded no such value.',
        next: 'Go back to the policy parameters and choose again.',
      },
    });
  }
}

export class OwnPolicyValue extends Refusal {
  constructor() {
    super({
      code: 'policy.own-value',
      status: 403,
      zh: {
        title: '不能确认自己登记的数值',
        detail: '政策参数由一人登记、另一人确认后才生效。',
        next: '请由本部门另一名有权限的人员确认或退回；如登记有误，您可以撤回。',
      },
      en: {
        title: 'Your own value',
        detail: 'A policy parameter counts when another person has confirmed what one recorded.',
        next: 'Ask another officer of the department to confirm or reject it; you may withdraw it.',
      },
    });
  }
}

export class PolicyNotYours extends Refusal {
  constructor() {
    super({
      code: 'policy.not-yours',
      status: 403,
      zh: { title: '只有登记人可以撤回', detail: '这个数值由他人登记。', next: '如认为不应采用，请退回并写明理由。' },
      en: {
        title: 'Not recorded by you',
        detail: 'Only the person who recorded a value withdraws it.',
        next: 'If it should not count, reject it and say why.',
      },
    });
  }
}

export class PolicyDecided extends Refusal {
  constructor() {
    super({
      code: 'policy.decided',
      status: 409,
      zh: { title: '这个数值已经处理', detail: '它已被确认、退回或撤回。', next: '请刷新页面看最新情况；需要改动的，请登记新数值。' },
      en: {
        title: 'Already decided',
        detail: 'This value was confirmed, rejected or withdrawn.',
        next: 'Reload the page; to change it, record a new value.',
      },
    });
  }
}
