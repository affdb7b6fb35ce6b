import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import { readPostingPaper, type Posting, type PostingLine } from '../../../api/department/postings.js';
import { saveFile } from '../../../api/save-file.js';
import { useCommand } from '../../../api/useCommand.js';
import { Answer } from '../../../components/Answer.js';
import { Facts } from '../../../components/Facts.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { AttachmentLink } from '../../evidence/AttachmentLink.js';
import { noticePlace, noticesPlace } from '../notices/notice-places.js';
import { NoticeStateTag } from '../notices/NoticeStateTag.js';
import { PostingSteps } from './PostingSteps.js';
import { postingMessages } from './postings.messages.js';
import { usePosting } from './usePosting.js';

interface Props {
  readonly department: string;
  readonly posting: Posting;
}

/** One paper with many notices: what is to be done next, its photos, its lines. */
export function PostingPage() {
  const t = useMessages(postingMessages);
  const language = useLanguage();
  const { department = 'identification', id = '' } = useParams();
  const query = usePosting(department, id);
  return (
    <Answer query={query} rows={12} meanwhile={<Link to={noticesPlace(department)}>{t('back')}</Link>}>
      {(posting) => (
        <>
          <PageHeader
            title={t('title', { title: posting.title[language] })}
            lead={[...posting.placeNames, posting.groupName ?? ''].join(' ').trim()}
            actions={<Paper department={department} posting={posting} />}
          />
          <PostingSteps department={department} posting={posting} />
          <Lines department={department} posting={posting} />
          <Photos department={department} posting={posting} />
        </>
      )}
    </Answer>
  );
}

function Paper({ department, posting }: Props) {
  const t = useMessages(postingMessages);
  const language = useLanguage();
  const paper = useCommand((_: undefined) => readPostingPaper(department, posting.id, language), saveFile);
  return (
    <>
      <Button loading={paper.isPending} onClick={() => paper.run(undefined)}>
        {t('print')}
      </Button>
      {paper.problem ? <ProblemView error={paper.problem} /> : null}
    </>
  );
}

function Lines({ department, posting }: Props) {
  const t = useMessages(postingMessages);
  const { firstDay, lastDay, postedOn, notices, hanging, closed, left } = posting;
  return (
    <section className="panel" aria-label={t('lines')}>
      <h2>
        {t('lines')} <span className="soft">{t('households', { count: notices })}</span>
      </h2>
      <Facts
        items={[
          { label: t('period'), value: t('periodText', { from: firstDay, to: lastDay, posted: postedOn }) },
          { label: t('hanging'), value: hanging > 0 ? t('households', { count: hanging }) : null },
          { label: t('closed'), value: closed > 0 ? t('households', { count: closed }) : null },
          { label: t('left'), value: left > 0 ? t('households', { count: left }) : null },
        ]}
      />
      <ol className="plain-list divided" style={{ marginTop: 8 }}>
        {posting.lines.map((line) => (
          <Line key={line.noticeId} department={department} line={line} title={posting.title} />
        ))}
      </ol>
    </section>
  );
}

function Line({ department, line, title }: { readonly department: string; readonly line: PostingLine; readonly title: Posting['title'] }) {
  const t = useMessages(postingMessages);
  const language = useLanguage();
  const { position, noticeId, about, details, state, left, leftOn, openObjections } = line;
  return (
    <li className="row" style={{ justifyContent: 'space-between' }}>
      <span>
        <span className="soft">{position}.</span> <Link to={noticePlace(department, noticeId)}>{(about ?? title)[language]}</Link>{' '}
        <span className="soft">{details[language]}</span>
        {left ? (
          <span className="soft">
            {' · '}
            {leftOn} {t('leftText')}
          </span>
        ) : null}
        {openObjections > 0 ? <strong> {t('openObjections', { count: openObjections })}</strong> : null}
      </span>
      {left ? (
        <StatusTag tone="stopped">{t(left === 'withdrawn' ? 'left_withdrawn' : 'left_objection_upheld')}</StatusTag>
      ) : (
        <NoticeStateTag notice={{ state }} />
      )}
    </li>
  );
}

function Photos({ department, posting }: Props) {
  const t = useMessages(postingMessages);
  return (
    <section className="panel" aria-label={t('photos')}>
      <h2>{t('photos')}</h2>
      {posting.proofs.length === 0 ? <p className="soft">{t('noPhotos')}</p> : null}
      <ul className="plain-list">
        {posting.proofs.map((proof) => (
          <li key={`${proof.attachmentId}${proof.occasion}`}>
            {t(`photo_${proof.occasion}`)}：{proof.isRetracted ? <strong>{t('retracted')}</strong> : null}{' '}
            <span className="soft">{t('takenOn', { date: proof.takenOn, by: proof.recordedBy, count: proof.notices })}</span>{' '}
            {proof.isRetracted ? null : <AttachmentLink department={department} id={proof.attachmentId} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
