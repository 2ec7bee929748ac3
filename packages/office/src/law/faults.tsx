import { ProblemNote, problemOf } from '../parts/problem-note.tsx';

/** A refusal with every fault that was found, each with the place where it stands. */
export function Faults({ error }: { readonly error: unknown }) {
  const { fields } = problemOf(error);
  return (
    <ProblemNote error={error}>
      {fields && (
        <ul>
          {fields.map(({ key, message }) => (
            <li key={`${key} ${message}`}>
              {/第 \d+ 行$/.test(key) && <span className="nb">{key}：</span>}
              {message}
            </li>
          ))}
        </ul>
      )}
    </ProblemNote>
  );
}
