import { defineMessages } from '../i18n/messages.js';

export const apiMessages = defineMessages('api', {
  zh: {
    unreachableTitle: '现在连不上服务器',
    unreachableDetail: '网络不通，或者系统正在重启。',
    unreachableNext: '请检查网络，稍等片刻再试。已填写的内容还在页面上。',
    departmentDownTitle: '这个部门的系统暂时连不上',
    departmentDownDetail: '其他部门照常使用，已登记的数据不受影响。',
    departmentDownNext: '请过几分钟再试；一直不行，请联系系统管理员。',
    unexpectedTitle: '没有办成',
    unexpectedDetail: '系统没有说明原因。',
    unexpectedNext: '请再试一次；仍然不行，请把问题编号发给系统管理员。',
  },
  en: {
    unreachableTitle: 'The server cannot be reached',
    unreachableDetail: 'The network is down, or the system is restarting.',
    unreachableNext: 'Check the network and try again in a moment. What you typed is still on the page.',
    departmentDownTitle: 'This department’s system cannot be reached',
    departmentDownDetail: 'The other departments work as usual; recorded data are not affected.',
    departmentDownNext: 'Try again in a few minutes; if it stays like this, tell the system administrator.',
    unexpectedTitle: 'That did not work',
    unexpectedDetail: 'The system gave no reason.',
    unexpectedNext: 'Try once more; if it fails again, send the problem number to the system administrator.',
  },
});
