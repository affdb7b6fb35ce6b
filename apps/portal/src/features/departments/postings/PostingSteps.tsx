import { App, Button } from 'antd';
import { Link } from 'react-router';
import type { ProofStage } from '../../../api/department/notices.js';
import { closePosting, provePosting, type Posting } from '../../../api/department/postings.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { AttachmentUploader } from '../../evidence/AttachmentUploader.js';
import { PostAgain } from './PostAgain.js';
import { postingPlace } from './posting-places.js';
import { postingMessages } from './postings.messages.js';
import { usePostingChanged } from './usePosting.js';
import { WhatIsMissing, type MissingLine } from './WhatIsMissing.js';

interface Props {
  readonly department: string;
  readonly posting: Posting;
}

type Occasion = 'first' | 'last';
const occasions: readonly Occasion[] = ['first', 'last'];

const stageOf = ({ missing }: Posting, occasion: Occasion): ProofStage | null =>
  missing.find(({ code }) => code === `proof-${occasion}`)?.stage ?? null;

/** What the sheet needs until it is closed; the next photo, the closing or posting it again is one press. */
export function PostingSteps({ department, posting }: Props) {
  const t = useMessages(postingMessages);
  const lines = useLines(posting);
  const may = useMay();
  if (posting.hanging === 0) return <PostedAgainAs department={department} posting={posting} />;
  const listId = `missing-${posting.id}`;
  const isMissed = occasions.some((occasion) => stageOf(posting, occasion) === 'missed');
  return (
    <section className="panel" aria-label={t('next')}>
      <h2>{t('next')}</h2>
      <WhatIsMissing id={listId} lines={lines} />
      {may('notice.write') ? (
        <div className="stack no-print" style={{ gap: 12, marginTop: 12 }}>
          {occasions.map((occasion) => (
            <Upload key={occasion} department={department} posting={posting} occasion={occasion} />
          ))}
          <div className="row">
            <Close department={department} posting={posting} listId={listId} />
            <PostAgain department={department} of="notice-postings" id={posting.id} count={posting.hanging} isDue={isMissed} />
          </div>
          {posting.openObjections > 0 ? <p className="soft">{t('closeHeld')}</p> : null}
        </div>
      ) : null}
    </section>
  );
}

function PostedAgainAs({ department, posting }: Props) {
  const t = useMessages(postingMessages);
  if (!posting.postedAgainAs) return null;
  return (
    <p className="no-print">
      {t('isPostedAgain')} <Link to={postingPlace(department, posting.postedAgainAs)}>{t('openSheet')}</Link>
    </p>
  );
}

/** In the words of the service; a photo that only some lines lack says how many. */
function useLines(posting: Posting): MissingLine[] {
  const t = useMessages(postingMessages);
  const language = useLanguage();
  const { withoutFirst, withoutLast, missing, hanging } = posting;
  const lacking = { first: withoutFirst, last: withoutLast };
  const photos = occasions.map((occasion): MissingLine => {
    const line = missing.find(({ code }) => code === `proof-${occasion}`);
    const count = lacking[occasion];
    const code = `proof-${occasion}`;
    if (!line) return { code, isDone: true, stage: null, text: t(`${occasion}Done`) };
    return { code, isDone: false, stage: line.stage, text: line[language] + (count < hanging ? t('ofNotices', { count }) : '') };
  });
  const others = missing.filter(({ code }) => code === 'days-left' || code === 'open-objections');
  return [...photos, ...others.map((line) => ({ code: line.code, isDone: false, stage: null, text: line[language] }))];
}

function Upload({ department, posting, occasion }: Props & { readonly occasion: Occasion }) {
  const t = useMessages(postingMessages);
  const { message } = App.useApp();
  const changed = usePostingChanged(department);
  const prove = useCommand(
    (attachmentId: string, key) => provePosting(department, posting.id, { occasion, attachmentIds: [attachmentId] }, key),
    (after) => {
      changed(after);
      void message.success(t('proved', { count: after.proofs.at(-1)?.notices ?? 0 }));
    },
  );
  const label = t(occasion === 'first' ? 'uploadFirst' : 'uploadLast');
  const stage = stageOf(posting, occasion);
  // a photograph of another day would be refused after the upload
  if (stage === null || stage === 'later') return null;
  return (
    <div className="stack" style={{ gap: 6 }}>
      <h3>{label}</h3>
      <p className="soft">{stage === 'missed' ? t('uploadMissed') : t('uploadText', { count: posting.hanging })}</p>
      <AttachmentUploader department={department} place={posting.place} label={label} isPhoto onUploaded={prove.run} />
      {prove.problem ? <ProblemView error={prove.problem} /> : null}
    </div>
  );
}

function Close({ department, posting, listId }: Props & { readonly listId: string }) {
  const t = useMessages(postingMessages);
  const { message } = App.useApp();
  const changed = usePostingChanged(department);
  const close = useCommand(
    (_: undefined, key) => closePosting(department, posting.id, key),
    (after) => {
      changed(after);
      void message.success(t('closedNow'));
    },
  );
  const { closable } = posting;
  return (
    <>
      <Button
        type="primary"
        className="fit"
        disabled={closable === 0}
        loading={close.isPending}
        {...(closable === 0 ? { 'aria-describedby': listId } : {})}
        onClick={() => close.run(undefined)}
      >
        {closable > 0 ? t('close', { count: closable }) : t('closeNone')}
      </Button>
      {close.problem ? <ProblemView error={close.problem} /> : null}
    </>
  );
}
