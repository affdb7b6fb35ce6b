import type { Case } from '../../../api/identification/applications.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { caseFormMessages } from './case-form.messages.js';
import type { PartName } from './parts.js';
import { partOfProblem, useProblemPlace } from './problem-place.js';

interface Props {
  readonly record: Case | undefined;
  readonly onGo: (part: PartName) => void;
}

/** What is still missing, by the same rules that decide on the submission, each with the way to it. */
export function ReviewPart({ record, onGo }: Props) {
  const t = useMessages(caseFormMessages);
  const language = useLanguage();
  const place = useProblemPlace();
  if (!record) return <EmptyState title={t('notCreated')} />;
  if (record.problems.length === 0) return <EmptyState title={t('reviewGood')} />;
  return (
    <>
      <p style={{ marginBottom: 8 }}>{t('reviewMissing', { count: record.problems.length })}</p>
      <ul className="plain-list divided">
        {record.problems.map((problem) => (
          <li key={`${problem.pointer}${problem.code}`} className="row" style={{ justifyContent: 'space-between' }}>
            <span>
              {place(problem.pointer)}：{problem[language]}
            </span>
            <button type="button" className="link-button" onClick={() => onGo(partOfProblem(problem.pointer))}>
              {t('goThere')}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
