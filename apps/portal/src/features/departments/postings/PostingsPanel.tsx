import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import { Link } from 'react-router';
import type { PostingRow } from '../../../api/department/postings.js';
import { StatusTag, type Tone } from '../../../components/StatusTag.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useToday } from '../notices/useNotice.js';
import { postingPlace } from './posting-places.js';
import { postingMessages } from './postings.messages.js';
import { usePostings } from './usePosting.js';

type Waits = 'missedPhoto' | 'needFirst' | 'needLast' | 'canClose' | 'hangs' | 'over';
const tones: Readonly<Record<Waits, Tone>> = {
  missedPhoto: 'stopped',
  needFirst: 'stopped',
  needLast: 'stopped',
  canClose: 'waiting',
  hangs: 'waiting',
  over: 'done',
};

/** The one thing a sheet waits for. */
function waitsFor({ hanging, withoutFirst, withoutLast, postedOn, lastDay }: PostingRow, today: string): Waits {
  if (hanging === 0) return 'over';
  const isOver = (day: string): boolean => today > addDays(day as PlainDate, 1);
  if ((withoutFirst > 0 && isOver(postedOn)) || (withoutLast > 0 && isOver(lastDay))) return 'missedPhoto';
  if (withoutFirst > 0) return 'needFirst';
  if (withoutLast > 0 && today >= lastDay) return 'needLast';
  return today > lastDay ? 'canClose' : 'hangs';
}

interface Props {
  readonly department: string;
  readonly area: string | undefined;
  readonly hanging: boolean;
}

/** Sheets before single notices: sixty households are one line. */
export function PostingsPanel({ department, area, hanging }: Props) {
  const t = useMessages(postingMessages);
  const language = useLanguage();
  const today = useToday(department) ?? '';
  const query = usePostings(department, { area, ...(hanging ? { hanging: 'yes' } : {}), limit: 50 });
  const items = query.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="panel" aria-label={t('sheets')}>
      <h2>
        {t('sheets')} <span className="soft">{items.length}</span>
      </h2>
      <p className="soft">{t('sheetsLead')}</p>
      <ul className="plain-list divided">
        {items.map((posting) => {
          const waits = waitsFor(posting, today);
          return (
            <li key={posting.id} className="row" style={{ justifyContent: 'space-between' }}>
              <span>
                <Link to={postingPlace(department, posting.id)}>
                  {posting.title[language]} · {t('households', { count: posting.notices })}
                </Link>{' '}
                <span className="soft">
                  {[...posting.placeNames.slice(1), posting.groupName ?? ''].join(' ').trim()} · {t('until', { date: posting.lastDay })}
                </span>
                {posting.openObjections > 0 ? <strong> {t('openObjections', { count: posting.openObjections })}</strong> : null}
              </span>
              <StatusTag tone={tones[waits]}>{t(waits)}</StatusTag>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
