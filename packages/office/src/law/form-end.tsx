import { Button } from 'antd';
import { ActionButton } from '../parts/action-button.tsx';
import { Faults } from './faults.tsx';

/** The end of a form that enters something in the register: what went wrong, 登记 with what it still needs, 取消. */
export function FormEnd(props: {
  /** Identifier of the form, for the sentence beside its button. */
  readonly id: string;
  readonly ready: boolean;
  /** What to do while it cannot be sent. */
  readonly needs: string;
  /** What sending does, where that is worth saying. */
  readonly does?: string;
  /** Word on the button; 登记 where nothing else is said. */
  readonly label?: string;
  readonly send: { readonly error: Error | null; readonly isPending: boolean };
  readonly onClose: () => void;
}) {
  const { id, ready, needs, does = '', label = '登记', send, onClose } = props;
  return (
    <>
      <div aria-live="polite">{send.error && <Faults error={send.error} />}</div>
      <div className="form-end">
        <ActionButton
          type="primary"
          htmlType="submit"
          refused={!ready}
          reason={`${id}-ready`}
          loading={send.isPending}
        >
          {label}
        </ActionButton>
        <span id={`${id}-ready`} className="quiet">
          {ready ? does : needs}
        </span>
        <Button onClick={onClose}>取消</Button>
      </div>
    </>
  );
}
