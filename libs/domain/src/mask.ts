/** For telling namesakes apart: first 6 and last 4 (`360781********0012`); a short or unknown text is hidden whole. */
export function maskIdNumber(idNumber: string): string {
  return idNumber.length < 15 ? '*'.repeat(idNumber.length) : idNumber.slice(0, 6) + '*'.repeat(idNumber.length - 10) + idNumber.slice(-4);
}

/** `138****0000`; of a fixed line the area code and the last two digits. */
export function maskPhone(phone: string): string {
  if (phone.length < 10) return '*'.repeat(phone.length);
  return phone.startsWith('0')
    ? phone.slice(0, 4) + '*'.repeat(phone.length - 6) + phone.slice(-2)
    : phone.slice(0, 3) + '*'.repeat(phone.length - 7) + phone.slice(-4);
}

/** Last 4 digits: `************6467`. */
export function maskBankAccount(account: string): string {
  return account.length < 12 ? '*'.repeat(account.length) : '*'.repeat(account.length - 4) + account.slice(-4);
}

/** Family name and stars: 刘*兰, 刘*; for lists that leave the department. Of two-character family names both stay (欧阳**). */
export function maskName(name: string): string {
  const letters = [...name];
  if (letters.length < 2) return '*'.repeat(letters.length);
  const family = letters.length > 2 && COMPOUND_SURNAMES.has(letters[0]! + letters[1]!) ? 2 : 1;
  if (letters.length - family === 1) return letters.slice(0, family).join('') + '*';
  if (family === 2) return letters.slice(0, 2).join('') + '*'.repeat(letters.length - 2);
  return letters[0]! + '*'.repeat(letters.length - 2) + letters.at(-1)!;
}

const COMPOUND_SURNAMES = new Set(['欧阳', '司马', '上官', '诸葛', '东方', '皇甫', '尉迟', '公孙', '令狐', '司徒', '夏侯', '慕容']);
