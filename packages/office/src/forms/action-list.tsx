import type { AvailableAction } from '@mingjing/law';
import { useId, useRef } from 'react';
import { CiteLink } from '../article/cite-link.tsx';
import { ActionButton } from '../parts/action-button.tsx';
import { announce } from '../parts/live-region.tsx';
import { ActionForm } from './action-form.tsx';
import { inOrder } from './action-order.ts';
import type { FormValues } from './form-values.ts';
import type { CommandTarget } from './use-command.ts';

interface ActionListProps {
  readonly actions: readonly AvailableAction[];
  readonly target: CommandTarget;
  readonly drafts: Readonly<Record<string, FormValues>>;
  /** Command whose form is open. */
  readonly open: string | null;
  readonly onOpen: (command: string | null) => void;
  readonly onDone: () => void;
}

/** What can be done, the first one primary; what cannot be done stays visible with its reason and article. */
export function ActionList({ actions, target, drafts, open, onOpen, onDone }: ActionListProps) {
  const id = useId();
  const returning = useRef<string | null>(null);
  const { sorted, primary } = inOrder(actions);
  if (sorted.length === 0)
    return (
      <p className="panel-body quiet" data-version={target.version}>
        现在没有由您办理的事项。
      </p>
    );
  const close = (command: string) => {
    returning.current = command;
    onOpen(null);
  };
  return (
    <ul className="action-list" id="actions" data-version={target.version}>
      {sorted.map((action) =>
        action.enabled && open === action.command ? (
          <li key={action.command}>
            <ActionForm
              action={action}
              target={target}
              draft={drafts[action.command]}
              draftSubject={target.id}
              onClose={() => close(action.command)}
              onDone={(reply) => {
                announce(doneSentence(reply.facts.map((fact) => fact.label)));
                onDone();
              }}
            />
          </li>
        ) : (
          <li key={action.command} className="action-row">
            <ActionButton
              ref={(button) => {
                if (!button || returning.current !== action.command) return;
                returning.current = null;
                button.focus();
              }}
              type={action === primary ? 'primary' : 'default'}
              refused={!action.enabled}
              reason={`${id}-${action.command}`}
              onClick={() => onOpen(action.command)}
            >
              {action.label}
            </ActionButton>
            <p className="sentence quiet" id={`${id}-${action.command}`}>
              <Reason action={action} drafted={action.command in drafts} />
            </p>
          </li>
        ),
      )}
    </ul>
  );
}

/** 已登记：受理、制作文书。 */
export function doneSentence(labels: readonly string[]): string {
  return `已登记：${[...new Set(labels)].join('、')}。`;
}

function Reason({ action, drafted }: { readonly action: AvailableAction; readonly drafted: boolean }) {
  if (!action.refusal) return <>{drafted ? '有未提交的草稿。' : action.confirm}</>;
  return (
    <>
      <b>{action.refusal.sentence}</b> {action.refusal.cite && <CiteLink cite={action.refusal.cite} full />}
    </>
  );
}
