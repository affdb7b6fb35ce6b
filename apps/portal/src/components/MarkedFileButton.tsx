import { Button } from 'antd';
import { saveFile } from '../api/save-file.js';
import { useCommand } from '../api/useCommand.js';
import { useMessages } from '../i18n/messages.js';
import { componentMessages } from './components.messages.js';
import { ProblemView } from './ProblemView.js';

interface Props<Sent extends { readonly file: File }> {
  /** What was refused; absent: nothing was sent yet. */
  readonly sent: Sent | undefined;
  readonly mark: (sent: Sent, idempotencyKey: string) => Promise<{ readonly file: Blob }>;
}

/** A list that was refused, again with what is wrong in every row: corrected where it stands and uploaded as it is. */
export function MarkedFileButton<Sent extends { readonly file: File }>({ sent, mark }: Props<Sent>) {
  const t = useMessages(componentMessages);
  const marked = useCommand(mark, ({ file }, of) =>
    saveFile({ file, name: t('markedFile', { name: of.file.name.replace(/\.\w+$/, '') }) }),
  );
  return (
    <>
      {sent ? (
        <Button loading={marked.isPending} onClick={() => marked.run(sent)}>
          {t('markedRefused')}
        </Button>
      ) : null}
      {marked.problem ? <ProblemView error={marked.problem} /> : null}
    </>
  );
}
