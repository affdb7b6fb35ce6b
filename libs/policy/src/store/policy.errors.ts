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
