import {
  CIRCUMSTANCES,
  type CircumstanceKind,
  type DeadlineRule,
  type DutyQuestion,
  eventLabels,
  kindLabels,
  namedValues,
} from '@mingjing/law';

/** Why an event brings no duty: no text speaks of it for this kind of act, or only under circumstances that were not told. */
export function whyNone({ rules, event, kind }: Pick<DutyQuestion, 'rules' | 'event' | 'kind'>): string {
  const about = rules.sections.deadlines.filter(({ rule }) => rule.on.includes(event));
  const speaking = about.filter(({ rule }) => rule.kinds.includes(kind));
  if (speaking.length > 0) {
    const list = speaking.map(
      ({ pack, rule }) => `《${pack.title}》${rule.cite.article}（${conditions(rule.when)}）`,
    );
    return `所问的情形没有期限；对“${eventLabels[event]}”，下列条款在别的情形下适用：${list.join('；')}。`;
  }
  const kinds = [...new Set(about.flatMap(({ rule }) => rule.kinds))].map((one) => kindLabels[one]);
  const elsewhere = kinds.length === 0 ? '' : `，只对${kinds.join('、')}有规定`;
  return `该机关适用的规定对${kindLabels[kind]}的“${eventLabels[event]}”没有规定期限${elsewhere}。`;
}

function conditions(when: DeadlineRule['when']): string {
  const circumstances: Readonly<Record<string, CircumstanceKind>> = CIRCUMSTANCES;
  const told = Object.entries(when).map(([name, accepted]) => {
    const kind = circumstances[name];
    const values = namedValues(accepted);
    if (values === undefined) return `--set ${name}=数额，${kind?.label ?? name}在一定幅度内`;
    const words = values.map((value) => kind?.values[value] ?? value).join('、');
    return `--set ${name}=${values.join('|')}，${kind?.label ?? name}为${words}`;
  });
  return told.length === 0 ? '公开的载体不同' : told.join('；');
}
