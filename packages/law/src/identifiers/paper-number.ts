import { type DocumentNumber, type DocumentNumberFault, normaliseDocumentNumber } from './document-number.ts';
import type { Reading } from './reading.ts';
import { toHalfWidth } from './reading.ts';
import { shortened } from './shortened.ts';

/** Reads the number of a paper case or document: 机关代字〔年〕序号号, or a register number of letters, digits and hyphens. */
export function readPaperNumber(text: string): Reading<string, DocumentNumberFault | 'agency-code'> {
  const register = toHalfWidth(text.trim());
  if (REGISTER.test(register)) return { ok: true, value: register, changes: [] };
  const read = normaliseDocumentNumber(text);
  if (!read.ok) return read;
  return AGENCY_CODE.test(read.value.agencyCode)
    ? { ok: true, value: read.value.canonical, changes: read.changes }
    : { ok: false, code: 'agency-code', sentence: sentenceOf(read.value) };
}

const sentenceOf = ({ canonical }: DocumentNumber) =>
  `文号“${shortened(canonical, 40)}”的机关代字不对，应是 2 到 20 个字，不含标点，如“某市监罚〔2026〕12号”，请与纸质案卷核对`;

/** A number of a register: no words, at least one digit. */
const REGISTER = /^(?=.*\d)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/;
const AGENCY_CODE =
  /^(?:（\p{Script=Han}{1,4}）)?[\p{Script=Han}A-Za-z0-9]{2,20}(?:（\p{Script=Han}{1,8}）[\p{Script=Han}A-Za-z]{0,4})?$/u;
