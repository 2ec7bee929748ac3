import { Modal } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ProblemNote } from './problem-note.tsx';
import { type Asked, unfilled } from './unfilled.ts';

interface ConfirmDialogProps {
  readonly title: string;
  readonly okText: string;
  readonly pending: boolean;
  readonly error: unknown;
  /** Where going on loses something: what staying is called, which is then the plain choice. */
  readonly stayText?: string;
  /** What must be answered before it goes on. */
  readonly asked?: readonly Asked[];
  readonly onOk: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/** One more question before something is done, with what will happen and, where it failed, why. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, okText, pending, error, stayText, asked = [], onOk, onCancel, children } = props;
  const [tried, setTried] = useState(false);
  const lacks = tried ? unfilled(asked) : '';
  const go = () => {
    setTried(true);
    if (unfilled(asked) === '') onOk();
  };
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
      onOk={go}
      onCancel={onCancel}
      closable={{ 'aria-label': '关闭', closeIcon: <span aria-hidden="true">×</span> }}
      mask={{ closable: false }}
    >
      <div className="form-column">
        {lacks !== '' && (
          <p className="note bad" role="alert">
            {lacks}
          </p>
        )}
        {error && lacks === '' ? <ProblemNote error={error} /> : null}
        {children}
      </div>
    </Modal>
  );
}
