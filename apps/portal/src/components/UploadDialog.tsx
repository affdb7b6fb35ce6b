import { Button, Form, Modal, type FormInstance } from 'antd';
import type { ReactNode } from 'react';
import { FileButton } from './FileButton.js';
import { ProblemView } from './ProblemView.js';

interface Props<Entries extends object> {
  readonly title: string;
  readonly form: FormInstance<Entries>;
  readonly initialValues?: Partial<Entries>;
  /** What the file has to look like. */
  readonly hint: string;
  readonly choose: string;
  /** Where the empty form is. */
  readonly template: { readonly text: string; readonly href: string };
  readonly isBusy: boolean;
  readonly problem: unknown;
  /** What can be done with a file that was refused. */
  readonly afterRefusal?: ReactNode;
  readonly onFile: (declared: Entries & { readonly file: File }) => void;
  readonly onClose: () => void;
  /** What is declared before the file is chosen. */
  readonly children: ReactNode;
}

/** A file that must say what was declared first: no file is chosen before the declaration is whole. */
export function UploadDialog<Entries extends object>({
  title,
  form,
  initialValues,
  hint,
  choose,
  template,
  isBusy,
  problem,
  afterRefusal,
  onFile,
  onClose,
  children,
}: Props<Entries>) {
  return (
    <Modal open title={title} footer={null} onCancel={onClose} destroyOnHidden>
      <Form<Entries> form={form} layout="vertical" requiredMark={false} {...(initialValues && { initialValues })}>
        {children}
        <p className="soft">{hint}</p>
        <div className="row">
          <FileButton
            isMain
            text={choose}
            accept=".xlsx,.csv"
            isBusy={isBusy}
            before={() => form.validateFields()}
            onChosen={(file) => onFile({ ...form.getFieldsValue(), file })}
          />
          <Button href={template.href}>{template.text}</Button>
        </div>
      </Form>
      {problem ? <ProblemView error={problem} /> : null}
      {problem ? afterRefusal : null}
    </Modal>
  );
}
