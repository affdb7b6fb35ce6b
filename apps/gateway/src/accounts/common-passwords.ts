/** Stems of the passwords met most often here; compared without case, leading and trailing digits and signs, and after undoing a@ 0o 1l 3e $s. */
const WORDS = `
  password passwort passw admin administrator root user test guest welcome letmein qwerty qwertyuiop qwer qwerasdf asdf asdfgh
  asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc abc abcd abcdef abcdefg iloveyou monkey dragon sunshine princess football master hello
  woaini woaiwojia wodemima mima zhongguo china ruijin ganzhou jiangxi fupin fupinban jingzhun jingzhunfupin tuopin renmin zhengfu
  huawei taobao weixin wechat dearbook aini xiaoming nihao changeme default secret login
`;

export const COMMON_STEMS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/));
