import { Button, type ButtonProps } from 'antd';
import type { Ref } from 'react';
import { Lock } from './icons.tsx';

interface ActionButtonProps extends Omit<ButtonProps, 'disabled' | 'aria-disabled'> {
  /** It cannot be done now: the button stays, can be reached, does nothing and points to its reason. */
  readonly refused: boolean;
  /** Id of the sentence that gives the reason or says what will happen. */
  readonly reason: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button that can say why it does nothing, instead of vanishing. */
export function ActionButton({ refused, reason, children, ...rest }: ActionButtonProps) {
  if (!refused) {
    return (
      <Button {...rest} aria-describedby={reason}>
        {children}
      </Button>
    );
  }
  return (
    <button
      type="button"
      className={rest.size === 'small' ? 'refused-button small' : 'refused-button'}
      aria-disabled="true"
      aria-describedby={reason}
      aria-label={rest['aria-label']}
    >
      <Lock />
      {children}
    </button>
  );
}
