import { Button } from 'antd';
import { useRef } from 'react';

interface Props {
  readonly text: string;
  /** What a screen reader calls the field, where the text alone is not enough. */
  readonly label?: string;
  readonly accept: string;
  readonly camera?: boolean;
  readonly isMain?: boolean;
  readonly isDisabled?: boolean;
  readonly isBusy?: boolean;
  readonly describedBy?: string;
  /** Asked before the chooser opens; it stays shut when this fails. */
  readonly before?: () => Promise<unknown>;
  readonly onChosen: (file: File) => void;
}

/** A button that opens the chooser of one file; the browser's own field cannot be given our words. */
export function FileButton({ text, label = text, accept, camera, isMain, isDisabled, isBusy, describedBy, before, onChosen }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const open = () => field.current?.click();
  return (
    <>
      <input
        ref={field}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={label}
        accept={accept}
        {...(camera ? { capture: 'environment' as const } : {})}
        disabled={isDisabled}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onChosen(file);
          // the same file can be chosen again once it is put right
          event.target.value = '';
        }}
      />
      <Button
        className="fit"
        type={isMain ? 'primary' : 'default'}
        disabled={isDisabled}
        loading={isBusy}
        aria-describedby={describedBy}
        onClick={() => (before ? void before().then(open, () => undefined) : open())}
      >
        {text}
      </Button>
    </>
  );
}
