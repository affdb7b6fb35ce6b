import { parseIdNumber } from '@jingzhun/domain/id-number';
import { Sexes } from '@jingzhun/domain/sex';
import { Input } from 'antd';
import { useLanguage } from '../../../../i18n/useLanguage.js';
import { useMessages } from '../../../../i18n/messages.js';
import { proposalMessages } from './proposal.messages.js';

interface Props {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (value: string) => void;
}

/** Checked while typing: what is wrong as soon as the number is long enough, else the date of birth and sex that it says. */
export function IdNumberField({ id, value = '', onChange }: Props) {
  const t = useMessages(proposalMessages);
  const language = useLanguage();
  const typed = value.replace(/\s/g, '');
  const read = parseIdNumber(typed);
  const isLongEnough = typed.length >= 18;
  const words = read.ok
    ? t('readFromId', { birthDate: read.value.birthDate, sex: Sexes.text(read.value.sex, language) })
    : typed === ''
      ? ''
      : isLongEnough || typed.length === 15
        ? read.problem[language]
        : t('idStillTyping', { count: typed.length });
  const isWrong = !read.ok && isLongEnough;
  const hintId = `${id ?? 'id-number'}-hint`;
  return (
    <>
      <Input
        {...(id ? { id } : {})}
        value={value}
        onChange={(event) => onChange?.(event.target.value.toUpperCase())}
        maxLength={24}
        spellCheck={false}
        autoComplete="off"
        {...(isWrong ? { status: 'error' as const } : {})}
        aria-describedby={hintId}
        style={{ fontVariantNumeric: 'tabular-nums' }}
      />
      <p id={hintId} className="soft" role="status" style={{ minHeight: 22 }}>
        {words}
      </p>
    </>
  );
}

/** Rule for a form: an empty field is another rule's matter. */
export function idNumberRule(language: 'zh' | 'en') {
  return {
    validator: (_: unknown, value: string | undefined) => {
      if (!value?.trim()) return Promise.resolve();
      const read = parseIdNumber(value);
      return read.ok ? Promise.resolve() : Promise.reject(new Error(read.problem[language]));
    },
  };
}
