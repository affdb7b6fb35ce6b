import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { readNoticeTasks } from '../../../api/department/notices.js';
import { Answer } from '../../../components/Answer.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { useSession } from '../../../session.js';
import { postingPlace } from '../../departments/postings/posting-places.js';
import { noticePlace } from '../case/places.js';
import { levelOf } from './own-cases.js';
import { workMessages } from './work.messages.js';

/** Photographs, closings and answers to objections that are due today or late. */
export function NoticeTasks() {
  const t = useMessages(workMessages);
  const language = useLanguage();
  const { account } = useSession();
  const level = levelOf(account.area);
  const query = useQuery({
    queryKey: ['notices', 'tasks', level],
    queryFn: ({ signal }) => readNoticeTasks('identification', { level, when: 'due' }, signal),
  });
  return (
    <Answer query={query} rows={2}>
      {({ items }) =>
        items.length === 0 ? null : (
          <section className="panel" aria-label={t('noticeTasks')}>
            <h2>
              {t('noticeTasks')} <span className="soft">{items.length}</span>
            </h2>
            <ul className="plain-list divided">
              {items.map((task) => (
                <li key={task.id} className="row" style={{ justifyContent: 'space-between' }}>
                  <div>
                    <Link to={task.postingId ? postingPlace('identification', task.postingId) : noticePlace(task.noticeId)}>
                      {task.title[language]}
                      {task.notices > 1 ? t('forHouseholds', { count: task.notices }) : ''}
                    </Link>
                    <div className="soft">
                      {[
                        task.about?.[language],
                        task.noticeTitle[language],
                        [task.placeNames.at(-1), task.groupName].filter(Boolean).join(' '),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </div>
                  </div>
                  <StatusTag tone={task.daysLate > 0 ? 'stopped' : 'waiting'}>
                    {task.daysLate > 0 ? t('daysLate', { count: task.daysLate }) : t('dueToday')}
                  </StatusTag>
                </li>
              ))}
            </ul>
          </section>
        )
      }
    </Answer>
  );
}
