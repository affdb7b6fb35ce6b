import type { Sex } from '@jingzhun/domain/sex';
import type { Random } from './random.js';

/** Family names common in the hills of southern Jiangxi, most frequent first. */
const SURNAMES = '刘 杨 钟 谢 朱 赖 曾 罗 邱 黄 陈 廖 胡 温 邹 张 李 许 周 王 宋 梁 严 范 丁 危 郭 林 吴 何 袁 华 古 卢 欧阳'.split(' ');
const SURNAME_TABLE = SURNAMES.map((name, i) => [name, 1 / (i + 6)] as const);

const MALE =
  '建 国 明 华 军 平 林 生 福 文 荣 贵 金 春 发 伟 强 辉 东 海 水 火 木 根 长 永 运 洪 志 小 龙 斌 勇 涛 鑫 宇 浩 俊 杰 晨'.split(' ');
const FEMALE =
  '秀 英 兰 香 玉 莲 凤 珍 金 桂 春 红 梅 芳 连 招 娣 冬 菊 丽 萍 燕 霞 娟 艳 婷 慧 敏 欣 怡 佳 雨 涵 琴 花 云 凤 美 月 清'.split(' ');

export const surname = (random: Random): string => random.weighted(SURNAME_TABLE);

/** One or two characters; among them are namesakes, as in life. */
export function givenName(random: Random, sex: Sex): string {
  const characters = sex === 'male' ? MALE : FEMALE;
  const first = random.pick(characters);
  return random.chance(0.12) ? first : first + random.pick(characters);
}
