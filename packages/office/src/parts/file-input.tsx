import type { FieldLink } from './field.tsx';

interface FileInputProps extends FieldLink {
  readonly accept?: string;
  /** Name of the file already chosen. */
  readonly chosen?: string | undefined;
  readonly onChoose: (file: File | null) => void;
}

/** A file field that speaks Chinese whatever language the browser is in; the real input lies over it. */
export function FileInput({ chosen, onChoose, 'aria-required': _, ...rest }: FileInputProps) {
  return (
    <span className="file-line">
      <span className="file-face" aria-hidden="true">
        <span className="file-button">选择文件</span>
        <span className="quiet">{chosen ?? '未选文件，也可拖到这里'}</span>
      </span>
      <input
        {...rest}
        className="file-input"
        type="file"
        title=""
        onChange={(event) => onChoose(event.target.files?.[0] ?? null)}
      />
    </span>
  );
}
