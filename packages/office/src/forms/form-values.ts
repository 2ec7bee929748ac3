import { type FormField, readCreditCode, readYuan } from '@mingjing/law';

/** What stands in the controls: text as typed, choices as chosen; becomes a command's input by `readForm`. */
export type FormValues = Readonly<Record<string, unknown>>;
export type FormErrors = Readonly<Record<string, string>>;

export interface ChecklistEntry {
  readonly state?: string;
  readonly note?: string;
}
export type ChecklistValue = Readonly<Record<string, ChecklistEntry>>;

export interface PartyValue {
  readonly kind?: string;
  readonly [key: string]: string | undefined;
}

export interface PenaltyValue {
  readonly types?: readonly string[];
  readonly fine?: string;
  readonly confiscated?: string;
  readonly text?: string;
}

/** A stored value as the control shows it: 分 as 元, a list of items as a record. */
export function toControl(field: FormField, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  if (field.control === 'number') return String(value);
  if (field.control === 'money') return typeof value === 'number' ? yuanText(value) : value;
  if (field.control === 'penalty' && isRecord(value)) {
    return { ...value, fine: amountText(value.fine), confiscated: amountText(value.confiscated) };
  }
  if (field.control === 'checklist' && Array.isArray(value)) {
    return Object.fromEntries(value.filter(isRecord).map(({ id, ...rest }) => [String(id), rest]));
  }
  return value;
}

/** The values with which a form opens: what the case knows, over it what was saved as a draft. */
export function initialValues(
  fields: readonly FormField[],
  draft: FormValues | undefined,
  preset: FormValues = {},
): FormValues {
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    const drafted = field.fixed ? undefined : draft?.[field.key];
    values[field.key] = preset[field.key] ?? drafted ?? toControl(field, field.value);
  }
  return values;
}

/** A command's input from what stands in the controls, with every fault by field. */
export function readForm(
  fields: readonly FormField[],
  values: FormValues,
): { readonly input: Readonly<Record<string, unknown>>; readonly errors: FormErrors } {
  const input: Record<string, unknown> = {};
  const errors: Record<string, string> = {};
  const faults: Faults = (key, sentence) => {
    errors[key] = sentence;
  };
  for (const field of fields) {
    if (field.fixed) continue;
    const value = readField(field, values[field.key], faults);
    if (value !== undefined) input[field.key] = value;
    else if (field.required && !errors[field.key]) faults(field.key, missing(field));
  }
  return { input, errors };
}

type Faults = (key: string, sentence: string) => void;

function readField(field: FormField, value: unknown, fault: Faults): unknown {
  switch (field.control) {
    case 'money':
      return readAmount(value, (sentence) => fault(field.key, sentence));
    case 'number':
      return readNumber(field, value, fault);
    case 'checklist':
      return readChecklist(field, (value ?? {}) as ChecklistValue, fault);
    case 'party':
      return readParty(field, (value ?? {}) as PartyValue, fault);
    case 'penalty':
      return readPenalty(field, (value ?? {}) as PenaltyValue, fault);
    case 'people':
      return Array.isArray(value) && value.length > 0 ? value : undefined;
    default:
      return typeof value === 'string' ? value.trim() || undefined : (value ?? undefined);
  }
}

function missing(field: FormField): string {
  const chosen = ['choice', 'people', 'person', 'document', 'matter', 'date'].includes(field.control);
  if (field.control === 'file') return `还没有上传${field.label}。`;
  return chosen ? `还没有选${field.label}。` : `还没有填${field.label}。`;
}

function readAmount(value: unknown, fault: (sentence: string) => void): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const reading = readYuan(value);
  if (reading.ok) return reading.value;
  fault(`${reading.sentence}。`);
  return undefined;
}

function readNumber(field: FormField, value: unknown, fault: Faults): number | undefined {
  const text = String(value ?? '').trim();
  if (text === '') return undefined;
  if (!/^\d{1,9}$/.test(text)) fault(field.key, `${field.label}填整数。`);
  else if (field.maximum !== undefined && Number(text) > field.maximum) {
    fault(field.key, `${field.label}不能大于 ${field.maximum}。`);
  }
  return Number(text);
}

function readChecklist(field: FormField, value: ChecklistValue, fault: Faults): unknown {
  const options = field.options ?? [];
  const open = options.filter((option) => !value[option.value]?.state);
  if (field.required && open.length > 0) {
    fault(field.key, `还有 ${open.length} 项没有核对，从“${open[0]?.label ?? ''}”起。`);
  }
  return options.flatMap((option) => {
    const { state, note } = value[option.value] ?? {};
    if (!state) return [];
    const kept = takesNote(state) ? note?.trim() : undefined;
    return [{ id: option.value, state, ...(kept ? { note: kept } : {}) }];
  });
}

/** States of a material about which there is something to write down. */
export function takesNote(state: string | undefined): boolean {
  return state === 'missing' || state === 'defective' || state === 'corrected-on-spot';
}

function readParty(field: FormField, value: PartyValue, fault: Faults): unknown {
  const filled = Object.entries(value).flatMap(([key, text]) =>
    text?.trim() ? [[key, text.trim()] as const] : [],
  );
  const party: Record<string, string> = Object.fromEntries(filled);
  if (!party.name) {
    if (field.required) fault(field.key, '还没有填名称或者姓名。');
    return undefined;
  }
  if (party.creditCode) {
    const code = readCreditCode(party.creditCode);
    if (!code.ok) fault(field.key, `${code.sentence}。`);
    else party.creditCode = code.value.code;
  }
  return { ...party, kind: party.kind ?? 'organisation' };
}

function readPenalty(field: FormField, value: PenaltyValue, fault: Faults): unknown {
  const types = value.types ?? [];
  const text = value.text?.trim() ?? '';
  if (types.length === 0 && !text && !field.required) return undefined;
  if (types.length === 0) fault(field.key, '还没有选处罚种类。');
  else if (!text) fault(field.key, '还没有写处罚内容。');
  const fine = readAmount(value.fine, (sentence) => fault(field.key, sentence));
  const confiscated = readAmount(value.confiscated, (sentence) => fault(field.key, sentence));
  if (types.includes('fine') && fine === undefined) fault(field.key, '选了罚款，还没有填罚款数额。');
  return {
    types,
    text,
    ...(fine === undefined ? {} : { fine }),
    ...(confiscated === undefined ? {} : { confiscated }),
  };
}

function amountText(value: unknown): string | undefined {
  return typeof value === 'number' ? yuanText(value) : typeof value === 'string' ? value : undefined;
}

function yuanText(fen: number): string {
  return (fen / 100).toFixed(2).replace(/\.00$/, '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
