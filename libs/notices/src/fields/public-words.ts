/** What stands in the place of a minor's name. */
export const HIDDEN_MINOR = '未成年人（姓名不公开）';

const NAME = /^[\p{Script=Han}]{2,6}$|^[\p{Script=Han}]{1,12}(?:·[\p{Script=Han}]{1,12}){1,4}$/u;
const GROUP = /^[\p{Script=Han}\d]{1,14}[组队屯寨村庄湾坊片]$/u;

/**
 * Words that stand in a name's column when somebody wrote a remark there. A register has such cells; a notice must not show them, and
 * a name is never worth the risk.
 */
const REMARKS =
  /[癌瘫]|患|残疾|残障|智障|精神|重病|大病|慢性|肢体|视力|听力|低保|五保|特困|贫困|孤儿|身份证|号码|电话|手机|银行|账号|帐号|因病|因残|吸毒|刑满/u;

/** A name of a person as people bear it: Chinese characters, with middle dots where a nationality writes them. */
export const isPersonName = (text: string): boolean => NAME.test(text) && !REMARKS.test(text);

/** 第三村民小组, 老屋下组, 12组: ends as groups are called, so that no name of a person passes; no longer digits than a group can have. */
export const isGroupName = (text: string): boolean => GROUP.test(text) && !/\d{3}/.test(text) && !REMARKS.test(text);

const ITEM = /^[\p{Script=Han}]{1,20}$/u;

/** 脐橙, 油茶低改, 烤房修缮: what a scheme pays for, in Chinese characters only. */
export const isItemName = (text: string): boolean => ITEM.test(text) && !REMARKS.test(text);
