import type { CaseDuty } from '../duties/duty.ts';
import type { PublicationState } from '../publication/publication-state.ts';
import type { CaseState } from './case-state.ts';
import { stepsTowards, stepVerbs } from './due-step.ts';
import { restsOnPerson } from './name-others.ts';
import { findCommand } from './registry.ts';
import { isLacking, refuseMissingRecords, requirementsFor } from './requirements.ts';
import type { CaseContext } from './skeleton.ts';
import { stageLabels } from './stage-rail.ts';

/** How the work towards a duty stands, in a word or two, whoever looks; and whether something lacks before it can go on. */
export interface DueStanding {
  readonly words: string;
  readonly lacks: boolean;
}

/** What a duty of a case waits for: the record or act that lacks, else the step whose turn it is. */
export function dueStanding(state: CaseState, does: string, context: CaseContext): DueStanding {
  const met = offeredSteps(state, does, context);
  if (state.handlers.length === 0 && met.some(({ command }) => command === 'assign-handlers'))
    return waits(stepVerbs['assign-handlers']);
  const next = met.find(
    ({ code, isForSomebody }) => isForSomebody || (code !== undefined && missing[code] !== undefined),
  );
  if (next?.isForSomebody) return lackingFor(state, next.command, context) ?? waits(stepVerbs[next.command]);
  const known = missing[next?.code ?? ''] ?? met.flatMap(({ code }) => hindrances[code ?? ''] ?? [])[0];
  return known === undefined ? { words: stageLabels[state.stage], lacks: false } : lack(known);
}

/** The steps of this stage that lead there, with what keeps everybody from each. */
function offeredSteps(state: CaseState, does: string, context: CaseContext) {
  return stepsTowards(state, does).flatMap((command) => {
    const spec = findCommand(command);
    if (spec === undefined || !spec.kinds.includes(state.kind) || !spec.stages.includes(state.stage))
      return [];
    if (!spec.offered(state, context)) return [];
    const refused = spec.refuse(state, context);
    return [{ command, code: refused?.code, isForSomebody: refused === undefined || restsOnPerson(refused) }];
  });
}

/** What a duty waits for that is done on the publication of a case (null: none is drafted). */
export function publicationStanding(
  state: PublicationState | null,
  { does, due }: Pick<CaseDuty, 'does' | 'due'>,
  today: string,
): DueStanding {
  if (isBeforeItsDay({ does, due }, today)) return { words: '公示中，届满再撤', lacks: false };
  if (does !== 'publish') return waits(state?.pendingWithdrawal == null ? '申请撤下' : '批准撤下');
  if (state === null) return waits('起草公示');
  if (state.status === 'drafted') return waits('批准公示');
  return state.status === 'returned' ? lack('公示稿退回待改') : waits('确认载体');
}

/** A term that still runs: its end can be no work of today. */
export function isBeforeItsDay({ does, due }: Pick<CaseDuty, 'does' | 'due'>, today: string): boolean {
  return does === 'end-publication' && due !== null && today < due;
}

function lackingFor(state: CaseState, command: string, { rules }: CaseContext): DueStanding | undefined {
  if (refuseMissingRecords(state, rules, command) === undefined) return undefined;
  const lacking = requirementsFor(state, rules, command).filter(isLacking);
  const only = lacking.length === 1 ? lacking[0]?.name : undefined;
  return lack(
    only !== undefined && only.length <= LONGEST_NAME ? `缺${only}` : `缺 ${lacking.length} 项记录`,
  );
}

/** A longer name would fill its column; it stands on the page of the case. */
const LONGEST_NAME = 8;

const waits = (verb: string): DueStanding => ({ words: `待${verb}`, lacks: false });
const lack = (words: string): DueStanding => ({ words, lacks: true });

/** Records that lack, by the code of the refusal that keeps everybody from the step. */
const missing: Readonly<Record<string, string>> = {
  'service-receipt': '缺送达回证',
  'credentials-presented': '缺亮证记录',
};

/** What else keeps everybody from all the steps. */
const hindrances: Readonly<Record<string, string>> = {
  'legal-review': '先过法制审核',
  'review-unanswered': '审核意见未处理',
  deliberation: '先集体讨论',
  'opinion-review-approval': '缺审核、批准',
  'prior-notice': '先告知当事人',
  'notice-not-served': '告知书未送达',
  'statement-heard': '等陈述申辩',
  'statement-adopted': '须重报调查终结',
  'hearing-right': '等听证',
  'hearing-not-due': '等听证',
  'issuing-authority-seals': '等发证机关盖章',
  'not-handed-over': '待上报',
  'execution-first': '决定未执行完',
  'correction-pending': '更正待答复',
  'erasure-pending': '删除申请待答复',
  'document-outdated': '文书须重新制作',
};
