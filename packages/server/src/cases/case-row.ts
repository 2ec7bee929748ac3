import type { CaseRow } from '@mingjing/api';
import { stageLabels, stages } from '@mingjing/law';

/** A case in a list, its stage placed among those of its kind and its handlers by name. */
export function caseRow(
  shown: Omit<CaseRow, 'stageLabel' | 'stageIndex' | 'stageCount'>,
  names: ReadonlyMap<string, string>,
): CaseRow {
  const order: readonly string[] = stages[shown.kind];
  return {
    ...shown,
    stageLabel: stageLabels[shown.stage as keyof typeof stageLabels],
    stageIndex: order.indexOf(shown.stage),
    stageCount: order.length,
    handlers: shown.handlers.map((handler) => names.get(handler) ?? handler),
  };
}
