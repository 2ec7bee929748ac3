import { type ReactNode, useId } from 'react';

/** A titled block of a screen; `aside` stands at the right of the title. */
export function Panel({
  title,
  aside,
  children,
}: {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <div className="panel-title">
        <h2 id={id}>{title}</h2>
        {aside !== undefined && (typeof aside === 'string' ? <span>{aside}</span> : aside)}
      </div>
      {children}
    </section>
  );
}
