import type { CaseDuty } from '@mingjing/law';

/** The steps that must fit inside a deadline, each with its last day; days that no text gives are said to be proposed. */
export function ChainSteps({ steps }: { readonly steps: CaseDuty['steps'] }) {
  if (steps.length === 0) return null;
  return (
    <>
      <ol className="dialog-list" aria-label="各步最迟日">
        {steps.map(({ does, body, days, by }) => (
          <li key={does}>
            {by} 前{does}
            {aside(body, days)}
          </li>
        ))}
      </ol>
      {steps.some(({ proposed }) => proposed) && (
        <p className="quiet">各步天数条文没有写明，按建议值倒排（见静默事项）。</p>
      )}
    </>
  );
}

function aside(body: string | null, days: number | null): string {
  const parts = [body, days === null ? null : `${days} 个工作日`].filter((part) => part !== null);
  return parts.length === 0 ? '' : `（${parts.join('，')}）`;
}
