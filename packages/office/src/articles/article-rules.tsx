import type { ArticleRule } from '@mingjing/law';

/** The rules read from one article: what each is, who owes it, and its figures. */
export function ArticleRules({
  number,
  rules,
}: {
  readonly number: string;
  readonly rules: readonly ArticleRule[];
}) {
  if (rules.length === 0) return <p className="article-rules quiet">本条没有读出规则。</p>;
  return (
    <ul className="article-rules" aria-label={`从${number}读出的规则`}>
      {rules.map((rule) => (
        <li key={`${rule.section} ${rule.article} ${rule.name}`}>
          <span className="rule-section">{rule.sectionLabel}</span>
          {rule.name}
          <span className="rule-about">{aboutRule(rule)}</span>
        </li>
      ))}
    </ul>
  );
}

function aboutRule({ owner, figures }: ArticleRule): string {
  return [owner, figures]
    .filter((words) => words !== null)
    .map((words) => ` · ${words}`)
    .join('');
}
