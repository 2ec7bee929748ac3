/** Done, present, proved. */
export function Tick({ className = '' }: { readonly className?: string }) {
  return (
    <svg className={`icon ${className}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d="M4 12.5l5.2 5L20 6.5" />
    </svg>
  );
}

/** Missing. */
export function Lack({ className = '' }: { readonly className?: string }) {
  return (
    <svg className={`icon ${className}`} viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v6M12 16.6v.2" />
    </svg>
  );
}

/** Cannot be done now. */
export function Lock() {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <rect x="5" y="11" width="14" height="9" rx="1.5" />
      <path d="M8 11V8a4 4 0 018 0v3" />
    </svg>
  );
}

/** Search. */
export function Glass() {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="10.5" cy="10.5" r="6.5" />
      <path d="M15.5 15.5L21 21" />
    </svg>
  );
}

/** Under way; says nothing itself, so that the button keeps its name. */
export function Turning() {
  return (
    <svg className="icon turning" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M12 3a9 9 0 109 9" />
    </svg>
  );
}

/** A list opens here. */
export function Down() {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M6 9l6 6 6-6" />
    </svg>
  );
}

/** Taken out of a choice. */
export function Cross() {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M6 6l12 12M18 6L6 18" />
    </svg>
  );
}
