import { Modal } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { ProblemNote } from './problem-note.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  readonly okText: string;
  readonly pending: boolean;
  readonly error: unknown;
  /** Where going on loses something: what staying is called, which is then the plain choice. */
  readonly stayText?: string;
  readonly onOk: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/** One more question before something is done, with what will happen and, where it failed, why. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, okText, pending, error, stayText, onOk, onCancel, children } = props;
  const before = useRef(document.activeElement);
  useEffect(() => {
    const { current } = before;
    return () => {
      if (current instanceof HTMLElement && current.isConnected) current.focus();
    };
  }, []);
  return (
    <Modal
      open
      title={title}
      okText={okText}
      cancelText={stayText ?? '再看看'}
      {...(stayText !== undefined && {
        okButtonProps: { type: 'default', danger: true },
        cancelButtonProps: { type: 'primary' },
      })}
      confirmLoading={pending}
      onOk={onOk}
      onCancel={onCancel}
      closable={{ 'aria-label': '关闭', closeIcon: <span aria-hidden="true">×</span> }}
      mask={{ closable: false }}
    >
      <div className="form-column">
        {error ? <ProblemNote error={error} /> : null}
        {children}
      </div>
    </Modal>
  );
}
